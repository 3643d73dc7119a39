/** The user that an image runs as, where it is not root. Ids are undefined where releases of the image differ. */
export interface ImageUser {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Undefined where it is not known for sure. */
  readonly home: string | undefined;
  /** True when the image sets HOME itself: then it holds for root too. */
  readonly setsHome: boolean;
  /** What a USER instruction may say to go back to it. */
  readonly writtenAs: readonly string[];
}

interface KnownImage {
  /** Matches the repository without `docker.io/`, `library/`, tag and digest. */
  readonly repository: RegExp;
  readonly user: ImageUser;
}

const UNKNOWN: ImageUser = {
  uid: undefined,
  gid: undefined,
  home: undefined,
  setsHome: false,
  writtenAs: [],
};

/** A USER instruction may name it or give its number. */
function user(
  name: string,
  uid: number,
  gid: number,
  home: string,
  more: Partial<ImageUser> = {},
): ImageUser {
  return { uid, gid, home, setsHome: false, writtenAs: [name, String(uid)], ...more };
}

const JOVYAN = user('jovyan', 1000, 100, '/home/jovyan', {
  setsHome: true,
  writtenAs: ['jovyan', '1000', '$NB_UID', '${NB_UID}', '$NB_USER', '${NB_USER}'],
});
const SCLORG = user('default', 1001, 0, '/opt/app-root/src', { setsHome: true });

/**
 * Published images whose user is not root, as their Dockerfiles say. An image that is not listed counts as one of root,
 * as nearly all are; where that is wrong the mount stays empty and nothing else changes.
 */
const NOT_ROOT: readonly KnownImage[] = [
  { repository: /^(?:quay\.io\/)?jupyter\/[\w-]+-(?:notebook|foundation)$/, user: JOVYAN },
  { repository: /^(?:quay\.io\/)?jupyterhub\/(?:k8s-)?singleuser(?:-sample)?$/, user: JOVYAN },
  { repository: /^apache\/airflow$/, user: user('airflow', 50000, 0, '/home/airflow') },
  { repository: /^(?:cimg|circleci)\//, user: user('circleci', 3434, 3434, '/home/circleci') },
  {
    repository: /^gitpod\/workspace-/,
    user: user('gitpod', 33333, 33333, '/home/gitpod', { setsHome: true }),
  },
  { repository: /^selenium\//, user: user('seluser', 1200, 1201, '/home/seluser', { setsHome: true }) },
  { repository: /^registry\.(?:access\.)?redhat\.(?:com|io)\/(?:ubi\d+|rhscl)\/python-\d+/, user: SCLORG },
  { repository: /^(?:quay\.io\/)?(?:fedora|sclorg|centos|centos7)\/python-\d+/, user: SCLORG },
  { repository: /^cgr\.dev\/chainguard\//, user: user('nonroot', 65532, 65532, '/home/nonroot') },
  {
    repository: /^jenkins\/(?:inbound-)?agent$/,
    user: user('jenkins', 1000, 1000, '/home/jenkins'),
  },
  { repository: /^jenkins\/jenkins$/, user: user('jenkins', 1000, 1000, '/var/jenkins_home') },
  {
    repository: /^(?:bitnami|rasa|sagemath|linuxbrew|homebrew|coqorg|docker\.elastic\.co)\//,
    user: UNKNOWN,
  },
  { repository: /^apache\/(?:superset|spark|spark-py|nifi)$|^mambaorg\/micromamba$/, user: UNKNOWN },
  { repository: /^(?:n8nio\/n8n|grafana\/grafana|nginxinc\/nginx-unprivileged|ocaml\/opam)$/, user: UNKNOWN },
  { repository: /^mcr\.microsoft\.com\/azureml\/.*inference/, user: UNKNOWN },
  { repository: /^(?:odoo|elasticsearch|kibana|logstash|solr|sonarqube|opam)$/, user: UNKNOWN },
];

/** Accounts that images of root come with, for a USER to name. */
const SHIPPED: readonly KnownImage[] = [
  { repository: /^node$/, user: user('node', 1000, 1000, '/home/node') },
  { repository: /^gradle$/, user: user('gradle', 1000, 1000, '/home/gradle') },
  { repository: /^oven\/bun$/, user: user('bun', 1000, 1000, '/home/bun') },
  {
    repository: /^mcr\.microsoft\.com\/dotnet\//,
    user: user('app', 1654, 1654, '/home/app', { writtenAs: ['app', '1654', '$APP_UID', '${APP_UID}'] }),
  },
  {
    repository: /^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\//,
    user: user('vscode', 1000, 1000, '/home/vscode'),
  },
];

/** The user that a USER instruction names, where the image comes with it. */
export function imageAccount(reference: string, written: string): ImageUser | undefined {
  const repository = repositoryOf(reference);
  return [...NOT_ROOT, ...SHIPPED].find(
    (known) => known.repository.test(repository) && known.user.writtenAs.includes(written),
  )?.user;
}

/** Whether an image is known to run as root: Docker's official ones (without a slash), and those of some publishers. */
export function isRootImage(reference: string): boolean {
  return imageUser(reference) === undefined && ROOT.test(repositoryOf(reference));
}

const ROOT =
  /^(?:[^/]+|(?:nvidia|nvcr\.io\/nvidia|tensorflow|pytorch|rocm|continuumio|condaforge|huggingface|ghcr\.io\/astral-sh|mcr\.microsoft\.com|public\.ecr\.aws\/lambda|amazon|quay\.io\/pypa|redhat|rockylinux|almalinux|opensuse)\/.*)$/;

/**
 * Whether an image is one that is published for everybody, or by its name a mirror of one: it holds nothing of a project's own.
 * Variables may stand in the name.
 */
export function isPublishedImage(reference: string): boolean {
  const repository = repositoryOf(reference.replace(/\$(?:\{[^}]*\}|\w+)/g, ''));
  return (
    ROOT.test(repository) ||
    PUBLISHED.test(repository) ||
    [...NOT_ROOT, ...SHIPPED].some((known) => known.repository.test(repository))
  );
}

const PUBLISHED =
  /(?:^|\/)(?:maven|gradle|openjdk|eclipse-temurin|amazoncorretto|sapmachine|ibm-semeru-runtimes|ibmjava|zulu-openjdk(?:-\w+)*|jdk|debian|ubuntu|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|buildpack-deps|node|python|ruby|golang|rust|kotlin|scala-sbt)$|^(?:adoptopenjdk|azul|bellsoft|androidsdk|circleci|cimg|cirrusci|clojure|google|mingc|reactnativecommunity|thyrlian|jenkins|redhat|sbtscala|vegardit|zenika|ghcr\.io\/(?:graalvm|cirruslabs)|gcr\.io\/(?:cloud-builders|distroless|google[\w-]*)|container-registry\.oracle\.com|registry\.(?:access\.)?redhat\.(?:com|io)|quay\.io\/(?:quarkus|centos\w*|fedora))\//;

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

function repositoryOf(reference: string): string {
  return reference
    .replace(/@sha256:.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^(?:(?:index\.)?docker\.io|public\.ecr\.aws\/docker)\//, '')
    .replace(/^(?:[^/]+[.:][^/]*\/(?:.+\/)?)?library\//, '');
}
