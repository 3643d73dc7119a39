import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianRequest, mmdebstrapArguments } from './debian-rootfs';
import { hostTrust } from './host-trust';
import { BASE_IMAGES, type BaseImage, importChanges, knownImage, type Rootfs } from './images';
import { briefly } from './pull';

describe('the table of images', () => {
  const entries: readonly (readonly [string, BaseImage])[] = Object.entries(BASE_IMAGES);

  it.each(entries)('%s is built on images of the table, and not in a circle', (name) => {
    const seen = new Set<string>();
    for (let at: string | undefined = name; at !== undefined;) {
      expect(seen.has(at)).toBe(false);
      seen.add(at);
      const rootfs: Rootfs | undefined = knownImage(at)?.rootfs;
      expect(rootfs).toBeDefined();
      at = rootfs?.kind === 'debian' ? rootfs.on : undefined;
    }
  });

  it('knows its own names only', () => {
    expect(knownImage('toString')).toBeUndefined();
    expect(knownImage('busybox:1')?.cmd).toEqual(['sh']);
  });
});

describe('the configuration of an imported image', () => {
  const { 'python:3.11-slim': python } = BASE_IMAGES;

  it('has a command, a path and a language', () => {
    expect(importChanges(python, false)).toEqual([
      'CMD ["python3"]',
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'ENV LANG=C.UTF-8',
    ]);
  });

  it('names the certificates where the host trusts further ones', () => {
    const bundle = '/etc/ssl/certs/ca-certificates.crt';
    const names = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
    expect(importChanges(python, true)).toEqual(
      expect.arrayContaining(names.map((name) => `ENV ${name}=${bundle}`)),
    );
  });
});

describe('mmdebstrap', () => {
  const rootfs = BASE_IMAGES['python:3.11-slim'].rootfs;
  const places = { uri: 'http://mirror.test/debian', keyring: '/k.gpg', tar: '/out.tar' };
  const request: DebianRequest = { rootfs, onTar: undefined, trust: undefined, targetTar: '/out.tar' };

  it('makes a minimal system, or goes on from an archive', () => {
    expect(mmdebstrapArguments(request, places)).toContain('--variant=minbase');
    const going = mmdebstrapArguments({ ...request, onTar: '/base.tar' }, places);
    expect(going).toEqual(
      expect.arrayContaining([
        '--variant=custom',
        '--skip=check/empty',
        `--setup-hook=tar -C "$1" -xf '/base.tar'`,
      ]),
    );
  });

  it('ends with the suite, the target and the mirror', () => {
    expect(mmdebstrapArguments(request, places).slice(-3)).toEqual([
      'bookworm',
      '/out.tar',
      'http://mirror.test/debian',
    ]);
  });

  it.each([
    ['/k.gpg', true],
    [undefined, false],
    ['\n -----BEGIN PGP PUBLIC KEY BLOCK-----', false],
  ])('is given a keyring that is a file: %j', (keyring, expected) => {
    const given = mmdebstrapArguments(request, { ...places, keyring }).some((arg) =>
      arg.startsWith('--keyring='),
    );
    expect(given).toBe(expected);
  });

  it('brings the certificates of the host in before it finishes', () => {
    const trusting = mmdebstrapArguments({ ...request, trust: { file: '/ca.pem', digest: 'x' } }, places);
    const hooks = trusting.filter((arg) => arg.startsWith('--customize-hook='));
    expect(hooks[0]).toContain("'/ca.pem'");
    expect(hooks).toHaveLength(
      mmdebstrapArguments(request, places).filter((arg) => arg.startsWith('--customize')).length + 2,
    );
  });
});

describe('the certificates of the host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trust-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, 'PEM');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{}, undefined],
    [{ SSL_CERT_FILE: '' }, undefined],
    [{ SSL_CERT_FILE: '/nowhere.pem' }, undefined],
    [{ SSL_CERT_FILE: '/nowhere.pem', NODE_EXTRA_CA_CERTS: file }, file],
    [{ SSL_CERT_FILE: file, PIP_CERT: '/nowhere.pem' }, file],
  ])('%j', (env, expected) => {
    expect(hostTrust(env)?.file).toBe(expected);
  });
});

it.each([
  [
    'Error response from daemon: failed to do request: Head "https://x.test/v2/": dial tcp: lookup x.test: no such host\n',
    'no such host',
  ],
  ['docker: permission denied', 'permission denied'],
  ['', 'no reason given'],
])('says briefly why an image cannot be pulled', (problem, expected) => {
  expect(briefly(problem)).toBe(expected);
});
