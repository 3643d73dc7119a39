/** The user that an image runs as, where it is not root. Ids are undefined where releases of the image differ. */
export interface ImageUser {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Undefined where it is not known for sure. */
  readonly home: string | undefined;
  /** True when the image sets HOME itself: then it holds for root too. */
  readonly setsHome: boolean;
}

interface KnownImage {
  /** Matches the repository without `docker.io/`, `library/`, tag and digest. */
  readonly repository: RegExp;
  readonly user: ImageUser;
}

const UNKNOWN: ImageUser = { uid: undefined, gid: undefined, home: undefined, setsHome: false };

/**
 * Published images whose user is not root, as their Dockerfiles say. An image that is not listed counts as one of root,
 * as nearly all are; where that is wrong the mount stays empty and nothing else changes.
 */
const NOT_ROOT: readonly KnownImage[] = [
  {
    repository: /^(?:quay\.io\/)?jupyter(?:hub)?\/(?:[\w-]+-(?:notebook|stacks-foundation)|singleuser)$/,
    user: { uid: 1000, gid: 100, home: '/home/jovyan', setsHome: true },
  },
  { repository: /^apache\/airflow$/, user: { uid: 50000, gid: 0, home: '/home/airflow', setsHome: false } },
  {
    repository: /^(?:cimg|circleci)\//,
    user: { uid: 3434, gid: 3434, home: '/home/circleci', setsHome: false },
  },
  {
    repository: /^gitpod\/workspace-/,
    user: { uid: 33333, gid: 33333, home: '/home/gitpod', setsHome: true },
  },
  { repository: /^selenium\//, user: { uid: 1200, gid: 1201, home: '/home/seluser', setsHome: true } },
  {
    repository:
      /^(?:registry\.(?:access\.)?redhat\.(?:com|io)\/)?(?:ubi\d+|rhscl|centos|centos7|sclorg)\/python-\d+/,
    user: { uid: 1001, gid: 0, home: '/opt/app-root/src', setsHome: true },
  },
  {
    repository: /^(?:quay\.io\/)?(?:fedora|sclorg|centos7)\/python-\d+/,
    user: { uid: 1001, gid: 0, home: '/opt/app-root/src', setsHome: true },
  },
  {
    repository: /^cgr\.dev\/chainguard\//,
    user: { uid: 65532, gid: 65532, home: '/home/nonroot', setsHome: false },
  },
  {
    repository: /^jenkins\/(?:agent|inbound-agent|ssh-agent)$/,
    user: { uid: 1000, gid: 1000, home: '/home/jenkins', setsHome: false },
  },
  {
    repository: /^jenkins\/jenkins$/,
    user: { uid: 1000, gid: 1000, home: '/var/jenkins_home', setsHome: false },
  },
  {
    repository:
      /^(?:(?:apache\/(?:superset|spark|spark-py|nifi)|bitnami\/.*|mambaorg\/micromamba|rasa\/.*|odoo|sagemath\/.*|elasticsearch|solr|sonarqube|n8nio\/n8n|grafana\/grafana|nginxinc\/nginx-unprivileged|linuxbrew\/.*|homebrew\/.*|ocaml\/opam|opam|coqorg\/.*)|(?:docker\.elastic\.co|registry\.gitlab\.com\/gitlab-org)\/.*)$/,
    user: UNKNOWN,
  },
];

/** The user of an image that does not run as root, undefined for one that does as far as is known. */
export function imageUser(reference: string): ImageUser | undefined {
  const repository = repositoryOf(reference);
  return NOT_ROOT.find((known) => known.repository.test(repository))?.user;
}

/** Whether an image holds Windows, by its name. */
export function isWindowsImage(reference: string): boolean {
  return /windowsservercore|nanoserver|^mcr\.microsoft\.com\/windows(?:\/|:|$)|^microsoft\/(?:windows|nanoserver|iis|dotnet-framework)|dotnet\/framework\//i.test(
    reference,
  );
}

/** An account that an image comes with, by name. */
const SHIPPED_ACCOUNTS: readonly {
  readonly repository: RegExp;
  readonly name: string;
  readonly user: ImageUser;
}[] = [
  { repository: /^node$/, name: 'node', user: { uid: 1000, gid: 1000, home: '/home/node', setsHome: false } },
];

/** What an image's own account is, where the image is known to have it. */
export function shippedAccount(reference: string, name: string): ImageUser | undefined {
  const repository = repositoryOf(reference);
  return SHIPPED_ACCOUNTS.find((known) => known.repository.test(repository) && known.name === name)?.user;
}

function repositoryOf(reference: string): string {
  return reference
    .replace(/@sha256:.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^(?:(?:index\.)?docker\.io|public\.ecr\.aws\/docker)\//, '')
    .replace(/^library\//, '');
}
