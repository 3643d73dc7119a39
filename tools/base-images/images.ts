/** How the file system of a base image is made where there is no registry to pull it from. */
export type Rootfs =
  | {
      readonly kind: 'debian';
      readonly suite: string;
      /** The known image whose packages it has as well, and on whose cached file system it is built. */
      readonly on?: string;
      readonly packages: readonly string[];
      /** Run by the shell of the host with the root folder as `$1`. */
      readonly finish: readonly string[];
      /** TLS inside the image is to trust what the host trusts beyond Debian's own certificates. */
      readonly trustsHost: boolean;
    }
  | { readonly kind: 'busybox' };

export interface BaseImage {
  readonly rootfs: Rootfs;
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The base images that can be made here, under the names that Dockerfiles use. One more is one more entry. */
export const BASE_IMAGES = {
  'busybox:1': { rootfs: { kind: 'busybox' }, cmd: ['sh'], env: { PATH } },
  'debian:bookworm-slim': {
    rootfs: { kind: 'debian', suite: 'bookworm', packages: [], finish: [], trustsHost: false },
    cmd: ['bash'],
    env: { PATH },
  },
  'python:3.11-slim': {
    rootfs: {
      kind: 'debian',
      suite: 'bookworm',
      on: 'debian:bookworm-slim',
      packages: ['python3', 'python3-pip', 'python3-venv', 'ca-certificates'],
      // The official image is not Debian's Python: pip may install there, and the name is `python`.
      finish: ['rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED', 'ln -sf python3 "$1/usr/bin/python"'],
      trustsHost: true,
    },
    cmd: ['python3'],
    env: { PATH, LANG: 'C.UTF-8' },
  },
  'debian:trixie-slim': {
    rootfs: { kind: 'debian', suite: 'trixie', packages: [], finish: [], trustsHost: false },
    cmd: ['bash'],
    env: { PATH },
  },
  'node:18-bookworm-slim': {
    rootfs: {
      kind: 'debian',
      suite: 'bookworm',
      on: 'debian:bookworm-slim',
      packages: ['nodejs', 'ca-certificates'],
      // Debian's npm is split into hundreds of packages; the official image has npm's own, and an account `node`.
      finish: [
        'cd "$(mktemp -d)" && npm pack --silent npm@10.9.4 && mkdir -p "$1/usr/lib/node_modules/npm" && tar -xzf npm-10.9.4.tgz -C "$1/usr/lib/node_modules/npm" --strip-components=1 --no-same-owner && rm -r "$PWD"',
        'ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/bin/npm" && ln -s ../lib/node_modules/npm/bin/npx-cli.js "$1/usr/bin/npx"',
        'chroot "$1" useradd --create-home --uid 1000 --user-group --shell /bin/bash node',
      ],
      trustsHost: true,
    },
    cmd: ['node'],
    env: { PATH },
  },
  'golang:1.19-bookworm': {
    rootfs: {
      kind: 'debian',
      suite: 'bookworm',
      on: 'debian:bookworm-slim',
      packages: ['golang-go', 'ca-certificates'],
      finish: ['mkdir -p "$1/go/src" "$1/go/bin" && chmod -R 1777 "$1/go"'],
      trustsHost: true,
    },
    cmd: ['bash'],
    env: { PATH: `/go/bin:${PATH}`, GOPATH: '/go' },
  },
  'rust:1-slim-trixie': {
    rootfs: {
      kind: 'debian',
      suite: 'trixie',
      on: 'debian:trixie-slim',
      // Bookworm's cargo still fetches its whole index with git.
      packages: ['cargo', 'gcc', 'libc6-dev', 'ca-certificates'],
      finish: ['mkdir -p "$1/usr/local/cargo" && chmod 777 "$1/usr/local/cargo"'],
      trustsHost: true,
    },
    cmd: ['bash'],
    env: {
      PATH: `/usr/local/cargo/bin:${PATH}`,
      CARGO_HOME: '/usr/local/cargo',
      RUSTUP_HOME: '/usr/local/rustup',
    },
  },
  'maven:3-eclipse-temurin-17': {
    rootfs: {
      kind: 'debian',
      suite: 'bookworm',
      on: 'debian:bookworm-slim',
      packages: ['maven', 'openjdk-17-jdk-headless', 'ca-certificates-java', 'ca-certificates'],
      // Java has a store of its own, and takes one certificate of a file: a bundle has to be taken apart.
      finish: [
        `[ ! -f "$1/usr/local/share/ca-certificates/host.crt" ] || chroot "$1" sh -ec 'cd /etc/ssl/certs; csplit -sz -f host-java- -b %03d.pem /usr/local/share/ca-certificates/host.crt "/BEGIN CERT/" "{*}"; ls host-java-*.pem | sed "s|^|+$PWD/|" | /etc/ca-certificates/update.d/jks-keystore >/dev/null; rm host-java-*.pem'`,
      ],
      trustsHost: true,
    },
    cmd: ['mvn'],
    env: { PATH },
  },
} as const satisfies Record<string, BaseImage>;

export function knownImage(name: string): BaseImage | undefined {
  return Object.entries<BaseImage>(BASE_IMAGES).find(([known]) => known === name)?.[1];
}

/** What `docker import` is told: the configuration that a registry's image would bring along. */
export function importChanges(image: BaseImage, trustedBundle: boolean): readonly string[] {
  const env = { ...image.env, ...(trustedBundle ? trustEnvironment() : {}) };
  return [
    `CMD ${JSON.stringify(image.cmd)}`,
    ...Object.entries(env).map(([name, value]) => `ENV ${name}=${value}`),
  ];
}

/** Python, pip, requests and Node each have a variable of their own for the certificates to trust. */
function trustEnvironment(): Readonly<Record<string, string>> {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  return { SSL_CERT_FILE: bundle, PIP_CERT: bundle, REQUESTS_CA_BUNDLE: bundle, NODE_EXTRA_CA_CERTS: bundle };
}
