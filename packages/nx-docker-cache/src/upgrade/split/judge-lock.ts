import { knownValue } from '../../dockerfile/scope';
import { posix } from 'node:path';
import { mountsOf, type Mount } from '../../dockerfile/mounts';
import { readSnapshot } from '../../requirements/snapshot';
import { takeSnapshot } from '../../requirements/take-snapshot';
import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import type { CopiedFiles, ReadsReason } from '../../recipes/manifests';
import { recipe as uv } from '../../recipes/tools/uv';
import { copiedFiles, locate } from '../order/copied-files';
import { copyPlacesAbove, type CopyPlace } from '../order/copy-place';
import { variableFinder } from '../order/variables';
import type { ReplacedFlag } from '../plan';
import { environmentsOf, type InvocationInPlace } from '../script-environment';
import { mentions, runsBefore, type RunSite, type Sites } from '../sites';
import { surroundingsOf } from '../surroundings';
import { betweenProblem, copiesOf, freeName, isCopiedAlone, isHarmless, isOf } from './install-place';
import { refuseSplit, type SplitReason, type SplitRefusal } from './reasons';
import { mountedFile, type Split, type SplitContext } from './split';

/**
 * `uv sync` of a lock file. It makes its environment what the lock file says, whatever is there: over a base layer it
 * installs what is missing, and removes what nothing asks for. Undefined for a RUN without it, and for one behind another.
 */
export function judgeLock(context: SplitContext, site: RunSite): Split | SplitRefusal | undefined {
  const { sites, files } = context;
  const found = syncIn(sites, site);
  if (found === undefined || 'reason' in found) return found;
  if (runsBefore(sites, site).some((each) => isSync(sites, each))) return undefined;
  const places = copyPlacesAbove(sites, site, files);
  const sources = sourcesIn(context, site, places);
  const problem = callProblem(context, site, found, sources.copied);
  if (problem !== undefined) return problem;
  const { lock, manifest } = sources;
  if (lock === undefined || manifest === undefined)
    return refuseSplit('requirements-unreadable', lock === undefined ? 'uv.lock' : 'pyproject.toml');
  const unsplit = [lock, manifest].find(({ place }) => place !== undefined && !isAlone(site, place));
  if (unsplit?.place !== undefined)
    return refuseSplit('copied-with-sources', `line ${unsplit.place.instruction.startLine}`);
  const copies = [lock, manifest].some(({ place }) => place !== undefined) ? copiesOf(site, places) : [];
  return (
    (copies.length > 0 ? betweenProblem(site, copies) : undefined) ??
    lockSplit(context, { site, copies, sources: [lock, manifest], settings: settingsIn(copies, places) })
  );
}

interface Sync {
  readonly call: ToolCall;
  readonly place: InvocationInPlace;
}

function isSync(sites: Sites, site: RunSite): boolean {
  const found = syncIn(sites, site);
  return found !== undefined && !('reason' in found);
}

/** The one `uv sync`, where the RUN does nothing else. */
function syncIn(sites: Sites, site: RunSite): Sync | SplitRefusal | undefined {
  if (!mentions(site, /\buv\b[^;&|]*\bsync\b/)) return undefined;
  const read = site.commands();
  if (!read.ok) return refuseSplit('script-not-read');
  const script = environmentsOf(read.invocations, surroundingsOf(sites, site).environment);
  const found = script.flatMap((place): Sync[] => {
    const call = toolCall(uv, place.invocation);
    return call !== undefined && isCallOf(uv, call, 'sync') ? [{ call, place }] : [];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const other = read.invocations.find(
    (invocation) => invocation !== first.call.invocation && !isHarmless(invocation),
  );
  if (other !== undefined)
    return refuseSplit('other-commands', other.words.map(({ text }) => text).join(' '));
  return site.run.json !== undefined || site.isTrigger ? refuseSplit('script-not-read') : first;
}

/** Where a file that uv reads comes from. */
interface Source {
  /** Its name in the folder that uv runs in. */
  readonly name: string;
  /** Relative to the context. */
  readonly context: string;
  /** The mount that shows it; undefined where it is copied. */
  readonly mount: Mount | undefined;
  readonly place: CopyPlace | undefined;
}

interface Sources {
  readonly lock: Source | undefined;
  readonly manifest: Source | undefined;
  /** All that the RUN finds. */
  readonly copied: CopiedFiles;
}

function sourcesIn({ files }: SplitContext, site: RunSite, places: readonly CopyPlace[]): Sources {
  const { run, scope } = site;
  const folder = knownValue(scope.workdir);
  const mounts = mountsOf(run, scope.expand).filter((mount) => mountedFile(mount) !== undefined);
  const mounted = (path: string): Mount | undefined =>
    mounts.find(({ target }) => target !== undefined && posix.resolve(folder ?? '/', target) === path);
  const find = (name: string): Source | undefined => {
    if (folder === undefined) return undefined;
    const path = posix.join(folder, name);
    const mount = mounted(path);
    const shown = mount && mountedFile(mount);
    if (shown !== undefined) return { name, context: shown, mount, place: undefined };
    const found = locate(places, path, files);
    return found === undefined || found === 'elsewhere'
      ? undefined
      : { name, context: found.context, mount: undefined, place: found.place };
  };
  const copied = copiedFiles(places, files);
  return {
    lock: find('uv.lock'),
    manifest: find('pyproject.toml'),
    copied: {
      names: (path) => copied.names(path),
      text: (path) => {
        const mount = mounted(path);
        const shown = mount && mountedFile(mount);
        return shown === undefined ? copied.text(path) : files.text(shown);
      },
    },
  };
}

/** An install over another one that would not do what it does alone. */
const IN_THE_WAY =
  /^(?:--inexact|--reinstall.*|-U|--upgrade.*|-P|--refresh.*|--dry-run|--check|--script.*|--active|--isolated)$/;

function callProblem(
  { sites }: SplitContext,
  { scope }: RunSite,
  { call, place }: Sync,
  copied: CopiedFiles,
): SplitRefusal | undefined {
  const option = call.arguments.find(({ text }) => IN_THE_WAY.test(text));
  if (option !== undefined) return refuseSplit('option-in-the-way', option.text);
  const isSet = variableFinder(sites.dockerfile, scope);
  const reads = uv.manifests.reads({
    words: call.arguments.map(({ text, value }) => ({ text, value })),
    folder: knownValue(scope.workdir),
    variable: (name) => isSet(name, place),
    copied,
  });
  if (reads.kind === 'declined') return refuseSplit(REFUSALS[reads.reason], reads.detail);
  return reads.kind === 'reads' ? undefined : refuseSplit('installs-sources');
}

const REFUSALS = {
  'reads-sources': 'installs-sources',
  'reads-unknown': 'requirements-unreadable',
  'manifest-missing': 'requirements-unreadable',
  'manifest-unknown': 'requirements-unreadable',
  'lock-may-change': 'lock-may-change',
  'secret-in-manifest': 'requirements-unreadable',
} as const satisfies Record<ReadsReason, SplitReason>;

function isAlone(site: RunSite, place: CopyPlace): boolean {
  return isCopiedAlone(place) && isOf(site, place.instruction);
}

/** What uv reads beside lock file and manifest, of what is copied with them: the base layer needs it too. */
function settingsIn(copies: Split['copies'], places: readonly CopyPlace[]): readonly string[] {
  return places
    .filter(({ instruction }) => copies.includes(instruction))
    .flatMap((place) => (place.kind === 'context' ? place.roots : []))
    .filter(({ context }) => /(?:^|\/)(?:uv\.toml|\.python-version)$/.test(context))
    .map(({ context, image }) => bindMount(context, image));
}

interface LockInstall {
  readonly site: RunSite;
  readonly copies: Split['copies'];
  /** The lock file first, and pyproject.toml. */
  readonly sources: readonly [Source, Source];
  /** Mounts of further files. */
  readonly settings: readonly string[];
}

function lockSplit(
  context: SplitContext,
  { site, copies, sources, settings }: LockInstall,
): Split | SplitRefusal {
  const { files } = context;
  const [lock] = sources;
  if (readSnapshot(files.text(lock.context) ?? '') !== undefined)
    return refuseSplit('requirements-unreadable', lock.context);
  const path = freeName([lock.context], context);
  if (typeof path !== 'string') return path;
  const taken = takeSnapshot(path, [lock.context], (source) => files.text(source));
  if (taken.kind === 'unreadable') return refuseSplit('requirements-unreadable', taken.detail);
  const names = [...taken.files.keys()];
  const shown = sources.map((source, index) => shownAs(source, names[index] ?? ''));
  return {
    kind: 'split',
    site,
    copies,
    changes: [],
    flags: [...shown.flatMap((each) => (typeof each === 'string' ? [each] : [])), ...settings],
    replaced: shown.flatMap((each) => (typeof each === 'string' ? [] : [each])),
    snapshot: { path, files: taken.files, packages: taken.packages.size },
    sources: [lock.context],
  };
}

/** A mount of another file in the place of one: a new one, or that which is there with another source. */
function shownAs({ name, mount }: Source, snapshot: string): string | ReplacedFlag {
  if (mount === undefined) return bindMount(snapshot, name);
  const written = mount.flag.value ?? '';
  const value = written.replace(/((?:^|,)(?:source|src)=)[^,]+/i, `$1${snapshot}`);
  return { flag: mount.flag, text: `--mount=${value}` };
}

function bindMount(source: string, target: string): string {
  return `--mount=type=bind,source=${source},target=${target}`;
}
