/** Why a build command failed, as its output tells. */
export type FailureCause =
  | { readonly kind: 'docker-missing' }
  | { readonly kind: 'engine-unreachable'; readonly message: string }
  | { readonly kind: 'engine-died'; readonly message: string }
  | { readonly kind: 'buildx-missing' }
  | { readonly kind: 'buildx-too-old'; readonly message: string; readonly found?: string | undefined }
  /** docker does not know one of the further arguments that the user wrote for it. */
  | { readonly kind: 'argument-unknown'; readonly argument: string }
  | { readonly kind: 'disk-full'; readonly message: string }
  /** A fault of the engine that goes away when the build is run again. */
  | { readonly kind: 'transient'; readonly message: string }
  /** An image that the build takes from a registry, which did not answer. */
  | { readonly kind: 'image-unreachable'; readonly image: string; readonly message: string }
  /** An image that the build takes from a registry, which answered that there is none, or none for us. */
  | { readonly kind: 'image-refused'; readonly image: string; readonly message: string }
  | { readonly kind: 'context-file-missing'; readonly path: string }
  | { readonly kind: 'dockerfile-syntax'; readonly line: number | undefined; readonly message: string }
  /** A step with cache mounts failed, and its log speaks of a damaged file: it may come from a mount. */
  | { readonly kind: 'cached-file-damaged'; readonly message: string }
  /** The image was built; what should keep its layers elsewhere did not take them. */
  | { readonly kind: 'cache-not-exported'; readonly message: string }
  | { readonly kind: 'build'; readonly message: string };

/** What a failed command left behind. */
export interface FailureOutput {
  /** The lines of standard error that are no progress. */
  readonly text: readonly string[];
  /** The error of the step that failed. */
  readonly stepError: string | undefined;
  /** The last lines that this step printed. */
  readonly stepLog: readonly string[];
  /** Its name, as BuildKit has it: `[2/3] RUN --mount=type=cache,… pip install x`, `exporting cache to registry`. */
  readonly stepName: string | undefined;
  /** Whether BuildKit had begun: a connection that breaks then is an engine that died. */
  readonly hasBegun: boolean;
  /** What the user wrote for docker itself. */
  readonly extraArgs?: readonly string[];
}

interface Symptoms extends FailureOutput {
  /** Everything that was said. */
  readonly all: string;
  /** The one sentence that says most. */
  readonly error: string;
}

type Rule = (symptoms: Symptoms) => FailureCause | undefined;

/** In this order: the first that fits decides. */
const RULES: readonly Rule[] = [
  ({ all, hasBegun }) => (!hasBegun && isMissingBuildx(all) ? { kind: 'buildx-missing' } : undefined),
  ({ all, hasBegun, extraArgs }) =>
    hasBegun ? undefined : (unknownArgument(all, extraArgs) ?? outdatedBuildx(all)),
  ({ all, error, stepLog }) => (isDiskFull(all, stepLog) ? { kind: 'disk-full', message: error } : undefined),
  ({ stepName, error }) =>
    /^exporting cache to /.test(stepName ?? '') ? { kind: 'cache-not-exported', message: error } : undefined,
  ({ all, error }) => (isTransient(all) ? { kind: 'transient', message: error } : undefined),
  missingImage,
  lostConnection,
  ({ all }) => missingContextFile(all),
  ({ all }) => syntaxError(all),
  ({ stepName, stepLog }) => (hasCacheMount(stepName) ? damagedFile(stepLog) : undefined),
];

/** What none of the rules fits is the build's own failure. */
export function failureCause(output: FailureOutput): FailureCause {
  const { text, stepError } = output;
  const error = lastError(text) ?? stepError ?? text.at(-1) ?? 'docker said nothing';
  const all = [...text, ...(stepError === undefined ? [] : [stepError])].join('\n');
  for (const rule of RULES) {
    const cause = rule({ ...output, all, error });
    if (cause !== undefined) return cause;
  }
  return { kind: 'build', message: error };
}

function lastError(text: readonly string[]): string | undefined {
  const line = text.findLast((each) => each.startsWith('ERROR: '));
  return line?.replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '');
}

/** Without the plugin the docker CLI reads `buildx` as a word it does not know, or the next flag as its own. */
function isMissingBuildx(text: string): boolean {
  return (
    /'buildx' is not a docker command|unknown command: docker buildx/.test(text) ||
    (/unknown flag: --progress/.test(text) && /docker \[OPTIONS\] COMMAND|See 'docker --help'/.test(text))
  );
}

/** A command says so itself when the disk fills up under it: its step only ends with some exit code. */
function isDiskFull(text: string, stepLog: readonly string[]): boolean {
  const full = /no space left on device/i;
  return full.test(text) || stepLog.some((line) => full.test(line));
}

/**
 * A race of the containerd image store (seen with 28.5.2 in about 1 build of 20 that replaces an image): the snapshot
 * is collected while the new image is unpacked upon it. Every step is cached, so a second try takes a second.
 */
function isTransient(text: string): boolean {
  return /parent snapshot \S+ does not exist/.test(text);
}

/** What only docker and buildx say, and only of their own connection to the engine or the builder. */
const LOST_CONNECTION =
  /cannot connect to the docker daemon|failed to connect to the docker API|error during connect|permission denied while trying to connect|error reading from server: EOF|transport is closing|transport: error while dialing|closed network connection|failed to list workers|code = Unavailable|dial unix /i;

/** What is said of any connection: of the engine's, and of those that the engine has with registries and servers. */
const BROKEN_CONNECTION =
  /connection (?:refused|reset by peer)|unexpected EOF|broken pipe|no such host|i\/o timeout|TLS handshake timeout|network is unreachable/i;

/** A request of the engine's own. */
const REGISTRY_REQUEST = /failed to do request|failed to resolve source metadata/;

/**
 * The error of a step comes over a connection that works, and repeats the command of its RUN, whose words are the user's. Only
 * without such a step a connection that broke can be the engine's.
 */
function lostConnection({ error, stepError, hasBegun }: Symptoms): FailureCause | undefined {
  if (isOfCommand(error)) return undefined;
  const isBroken = stepError === undefined && !REGISTRY_REQUEST.test(error) && BROKEN_CONNECTION.test(error);
  if (!isBroken && !LOST_CONNECTION.test(error)) return undefined;
  return { kind: hasBegun ? 'engine-died' : 'engine-unreachable', message: error };
}

/** Of the process of a RUN, which was started: all else in the sentence is its command. */
function isOfCommand(error: string): boolean {
  return /did not complete successfully/.test(error);
}

const UNRESOLVED = /failed to resolve source metadata for (\S+): /;

/** The steps that fetch an image: its description, its layers, and the frontend that `# syntax=` names. */
const FETCHING =
  /^(?:\[internal\] load metadata for|resolve image config for|\[[^\]]*\] FROM) (?:docker-image:\/\/)?(\S+)/;

const REGISTRY_ANSWER =
  /not found|pull access denied|repository does not exist|unauthorized|authorization failed|unexpected status|toomanyrequests|no match for platform/i;

function missingImage({ error, stepName = '' }: Symptoms): FailureCause | undefined {
  if (isOfCommand(error)) return undefined;
  const image = UNRESOLVED.exec(error)?.[1] ?? FETCHING.exec(stepName)?.[1];
  if (image === undefined) return undefined;
  const facts = { image: familiarName(image), message: error };
  if (/failed to do request/.test(error) || BROKEN_CONNECTION.test(error))
    return { kind: 'image-unreachable', ...facts };
  return REGISTRY_ANSWER.test(error) ? { kind: 'image-refused', ...facts } : undefined;
}

/** As it is written in a Dockerfile: without what docker fills in, and without the digest of what was found. */
function familiarName(image: string): string {
  return image.replace(/^docker\.io\/(?:library\/)?/, '').replace(/(:[^/@]+)@sha256:[\da-f]+$/, '$1');
}

const CHECKSUM = /failed to calculate checksum of ref [^"]*"([^"]+)": not found/;

function missingContextFile(text: string): FailureCause | undefined {
  const path = CHECKSUM.exec(text)?.[1];
  return path === undefined ? undefined : { kind: 'context-file-missing', path };
}

function syntaxError(text: string): FailureCause | undefined {
  const found = /dockerfile parse error(?: on line (\d+))?: (.*)/.exec(text);
  if (found === null) return undefined;
  const [, line, message = ''] = found;
  return { kind: 'dockerfile-syntax', line: line === undefined ? undefined : Number(line), message };
}

/** What package managers say of a file of theirs that is not what it was, as found in their sources and seen in tests. */
const DAMAGED =
  /BadZipFile|[Ii]s not a (?:valid )?(?:zip|wheel)|[Ii]nvalid wheel|Wheel .* is invalid|DO NOT MATCH THE HASHES|EINTEGRITY|integrity checksum failed|[Ii]ntegrity check failed|ERR_PNPM_TARBALL_INTEGRITY|YN0018|Hash Sum mismatch|corrupted package archive|is not a Debian format archive|not a valid zip file|checksum mismatch|failed to verify the checksum|corrupt deflate stream|invalid LOC header|zip END header not found|error in opening zip file|incorrect (?:data|header) check|unexpected end of (?:file|archive|data)|invalid gzip header|crc error/;

function hasCacheMount(stepName = ''): boolean {
  return /--mount=\S*\btype=cache\b/.test(stepName);
}

function damagedFile(stepLog: readonly string[]): FailureCause | undefined {
  const message = stepLog.find((line) => DAMAGED.test(line));
  return message === undefined ? undefined : { kind: 'cached-file-damaged', message: message.trim() };
}

/** Of `--flag=value` docker names the flag alone. */
function unknownArgument(text: string, extraArgs: readonly string[] = []): FailureCause | undefined {
  const [, long, short] = /unknown flag: (--\S+)|unknown shorthand flag: '.' in (-\S+)/.exec(text) ?? [];
  const argument = extraArgs.find((each) => {
    const flag = each.replace(/=.*/s, '');
    return flag === long || flag === short || each === short;
  });
  return argument === undefined ? undefined : { kind: 'argument-unknown', argument: long ?? argument };
}

/** Rawjson came with buildx 0.13. */
function outdatedBuildx(text: string): FailureCause | undefined {
  const message = /unknown flag: \S+|invalid progress .*|unsupported progress .*/.exec(text)?.[0];
  return message === undefined ? undefined : { kind: 'buildx-too-old', message };
}
