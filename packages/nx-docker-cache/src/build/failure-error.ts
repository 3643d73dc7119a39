import { TARGET_OPTIONS, type OptionNames } from '../errors/option-names';
import type { ErrorFacts } from '../errors/product-error';
import type { FailureCause } from './failure-cause';

export interface FailurePlace {
  readonly project: string;
  /** As the user knows it: relative to the workspace. */
  readonly dockerfile: string;
  readonly context: string;
  /** The line of the instruction that failed, where it is known. */
  readonly line: number | undefined;
  /** The exit code of the command in the step that failed. */
  readonly exitCode: number | undefined;
  /** The build was told to ask for newer images, or to run with a builder that may not see those of this machine. */
  readonly asksRegistry?: boolean;
}

type Explain<Kind extends FailureCause['kind']> = (
  cause: Extract<FailureCause, { kind: Kind }>,
  place: FailurePlace,
  names: OptionNames,
) => ErrorFacts;

const EXPLANATIONS: { readonly [Kind in FailureCause['kind']]: Explain<Kind> } = {
  'docker-missing': (_, { project }) => ({
    code: 'DOCKER_NOT_INSTALLED',
    what: 'the image cannot be built without docker',
    where: project,
    why: 'there is no program "docker" on the PATH',
    next: 'install Docker Engine or Docker Desktop, or put docker on the PATH',
  }),
  'engine-unreachable': ({ message }, { project }) => ({
    code: 'ENGINE_UNREACHABLE',
    what: 'the engine does not answer',
    where: project,
    why: message,
    next: 'start it (Docker Desktop, or systemctl start docker), or correct DOCKER_HOST or the docker context; docker info must work',
  }),
  'engine-died': ({ message }, { project }) => ({
    code: 'ENGINE_DIED',
    what: 'the engine went away during the build',
    where: project,
    why: message,
    next: 'start the engine, look into its log, and build again: finished steps are still cached',
  }),
  'buildx-missing': (_, { project }) => ({
    code: 'BUILDX_MISSING',
    what: 'the image cannot be built without buildx',
    where: project,
    why: 'the docker CLI has no plugin buildx; docker build alone would take the old builder, which has no cache mounts',
    next: 'install the plugin (package docker-buildx-plugin or docker-buildx); docker buildx version must work',
  }),
  'buildx-too-old': ({ message, found }, { project }) => ({
    code: 'BUILDX_TOO_OLD',
    what: `this buildx${found === undefined ? '' : ` (${found})`} does not know what the build asks of it`,
    where: project,
    why: message,
    next: 'install buildx 0.13 or newer (the newest, where this one is newer), or leave the option out',
  }),
  'argument-unknown': ({ argument }, { project }) => ({
    code: 'OPTION_UNKNOWN',
    what: `docker buildx build has no option ${argument}`,
    where: project,
    why: 'it is among the further arguments, which are handed on to docker as they are',
    next: 'correct it or leave it out; docker buildx build --help lists the options',
  }),
  'disk-full': ({ message }, { project }) => ({
    code: 'DISK_FULL',
    what: 'the disk of the engine is full',
    where: project,
    why: message,
    next: 'make room (docker system df shows what takes it, docker buildx prune frees build cache) and build again',
  }),
  transient: ({ message }, { project }) => ({
    code: 'BUILD_FAILED',
    what: 'the engine could not store the image, also when it was built again',
    where: project,
    why: message,
    next: 'build once more: all steps are cached; if it stays, restart the engine',
  }),
  'image-unreachable': ({ image, message }, place) => ({
    code: 'IMAGE_NOT_FETCHED',
    what: `${missing(image, place)} its registry cannot be reached`,
    where: at(place),
    why: message,
    next: `correct its name, or the network of the engine; docker pull ${image} must work`,
  }),
  'image-refused': ({ image, message }, place) => ({
    code: 'IMAGE_NOT_FETCHED',
    what: `${missing(image, place)} its registry does not give it`,
    where: at(place),
    why: message,
    next: `correct its name, or log in with docker login; docker pull ${image} must work`,
  }),
  'context-file-missing': ({ path }, place, names) => ({
    code: 'CONTEXT_FILE_MISSING',
    what: `the build context has no ${path.replace(/^\//, '')}`,
    where: at(place),
    why: `it is copied from the context ${place.context}, where it is missing or excluded by .dockerignore`,
    next: `create the file, correct the path or the ignore file, or set ${names('context')}`,
  }),
  'dockerfile-syntax': ({ line, message }, place) => ({
    code: 'DOCKERFILE_SYNTAX',
    what: 'the Dockerfile cannot be read',
    where: at({ ...place, line: line ?? place.line }),
    why: message,
    next: 'correct the line',
  }),
  'cached-file-damaged': ({ message }, place) => ({
    code: 'BUILD_FAILED',
    what: 'a step with cache mounts found a damaged file',
    where: at(place),
    why: message,
    next: `if the file comes from a mount, empty the project's mounts and build again: nx run ${place.project}:docker-prune, or nx-docker-cache clear-cache ${place.project}`,
  }),
  'cache-not-exported': ({ message }, { project }, names) => ({
    code: 'BUILD_FAILED',
    what: 'the cache could not be exported',
    where: project,
    why: message,
    next: `correct ${names('cacheTo')} and the access to its place, or add ignore-error=true to it: then a build succeeds without`,
  }),
  build: ({ message }, place) => ({
    code: 'BUILD_FAILED',
    what: place.exitCode === undefined ? 'the build failed' : `a step ended with exit code ${place.exitCode}`,
    where: at(place),
    ...(place.exitCode === undefined && { why: message }),
    next:
      place.exitCode === undefined ? 'correct what the message names' : 'correct what the step printed above',
  }),
};

function missing(image: string, { asksRegistry = false }: FailurePlace): string {
  return `the base image ${image} ${asksRegistry ? 'cannot be fetched:' : 'is not on this machine and'}`;
}

function at({ dockerfile, line }: FailurePlace): string {
  return line === undefined ? dockerfile : `${dockerfile}:${line}`;
}

/** The cause in words, with the next step. */
export function failureError(
  cause: FailureCause,
  place: FailurePlace,
  names: OptionNames = TARGET_OPTIONS,
): ErrorFacts {
  // The table's key and its value belong to the same kind; TypeScript cannot follow that through a lookup.
  const explain = EXPLANATIONS[cause.kind] as Explain<FailureCause['kind']>;
  return explain(cause, place, names);
}
