import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { flatten, type FlatRequirements } from '../../requirements/flatten';
import { readRequirements } from '../../requirements/read-requirements';
import { takeSnapshot } from '../../requirements/take-snapshot';
import type { Invocation } from '../../shell/invocation';
import { locate } from '../order/copied-files';
import { copyPlacesAbove, type CopyPlace } from '../order/copy-place';
import { scriptText, type RunSite, type Sites } from '../sites';
import {
  betweenProblem,
  copiesOf,
  freeName,
  hasBase,
  isCopiedAlone,
  isHarmless,
  isOf,
} from './install-place';
import { refuseSplit, type SplitRefusal } from './reasons';
import type { Split, SplitContext } from './split';
import { installCall, isOfNames, splitCall, type SplitCall } from './split-call';

/** Where the snapshot stands while the base layer is made. */
function mountedSnapshot(path: string): string {
  return `/tmp/${posix.basename(path)}`;
}

/** Undefined for a RUN that installs no requirements files. */
export function judgeRequirements(context: SplitContext, site: RunSite): Split | SplitRefusal | undefined {
  const { sites, files, complete } = context;
  const found = installIn(site);
  if (found?.kind !== 'call') return found;
  const setting = settingInTheWay(site);
  if (setting !== undefined) return refuseSplit('option-in-the-way', setting);
  const sources = sourcesIn(sites, site, found, files);
  if (sources.kind === 'refused') return sources;
  if (hasBase(context, site, sources.paths)) return undefined;
  const flat = flatten(sources.paths, (path) => files.text(path));
  if (flat.kind === 'unreadable') return refuseSplit('requirements-unreadable', flat.detail);
  const copies = copiesOf(site, sources.places, isReadBy(flat, sources));
  const problem = contentProblem(flat, found, complete) ?? betweenProblem(site, copies);
  if (problem !== undefined) return problem;
  const path = freeName(sources.paths, context);
  if (typeof path !== 'string') return path;
  const taken = takeSnapshot(path, sources.paths, (source) => files.text(source));
  if (taken.kind === 'unreadable') return refuseSplit('requirements-unreadable', taken.detail);
  return {
    kind: 'split',
    site,
    copies,
    changes: found.changes(mountedSnapshot(path)),
    flags: [`--mount=type=bind,source=${path},target=${mountedSnapshot(path)}`],
    replaced: [],
    snapshot: { path, files: taken.files, packages: flat.requirements.length },
    sources: sources.paths,
  };
}

/** The install of requirements files that is all that a RUN does. */
function installIn(site: RunSite): SplitCall | SplitRefusal | undefined {
  const text = scriptText(site.run);
  if (!/pip/i.test(text)) return undefined;
  const read = site.commands();
  if (!read.ok) return /pip\S*\s.*-r\b/s.test(text) ? refuseSplit('script-not-read') : undefined;
  const found = onlyCall(read.invocations);
  const isOdd = site.run.json !== undefined || site.isTrigger;
  return found?.kind === 'call' && isOdd ? refuseSplit('script-not-read') : found;
}

/** The one call of requirements files, where the RUN does nothing else but install. */
function onlyCall(invocations: readonly Invocation[]): SplitCall | SplitRefusal | undefined {
  const installs = invocations.map(installCall);
  const found = installs.flatMap((call) => (call === undefined ? [] : (splitCall(call) ?? [])));
  const [first] = found;
  if (first === undefined || first.kind === 'refused') return first;
  if (found.length > 1) return refuseSplit('other-commands', 'two calls that install requirements');
  const other = invocations.find((invocation, index) => {
    const install = installs[index];
    if (install === undefined) return !isHarmless(invocation);
    return splitCall(install) === undefined && !isOfNames(install);
  });
  return other === undefined
    ? first
    : refuseSplit('other-commands', other.words.map(({ text }) => text).join(' '));
}

type Sources =
  | {
      readonly kind: 'sources';
      /** The files, in the context. */
      readonly paths: readonly string[];
      /** The constraints among what is copied, in the context. */
      readonly constraints: readonly string[];
      readonly places: readonly CopyPlace[];
    }
  | SplitRefusal;

/** Where the files of a call come from. */
function sourcesIn(
  sites: Sites,
  site: RunSite,
  { files: names, constraints }: SplitCall,
  files: SentFiles,
): Sources {
  const { workdir } = site.scope;
  const find = (name: string): ReturnType<typeof locate> =>
    locate(places, posix.resolve(workdir.kind === 'known' ? workdir.value : '/', name), files);
  const places = copyPlacesAbove(sites, site, files);
  const paths: string[] = [];
  for (const name of names) {
    if (workdir.kind !== 'known' && !name.startsWith('/'))
      return refuseSplit('requirements-unreadable', name);
    const found = find(name);
    if (found === undefined || found === 'elsewhere') return refuseSplit('requirements-unreadable', name);
    if (!isCopiedAlone(found.place) || !isOf(site, found.place.instruction))
      return refuseSplit('copied-with-sources', `line ${found.place.instruction.startLine}`);
    paths.push(found.context);
  }
  const beside = constraints.map(find).flatMap((found) => (typeof found === 'object' ? [found.context] : []));
  return { kind: 'sources', paths, constraints: beside, places };
}

/**
 * The base layer reads nothing but the snapshot, and what pip finds without being told: its settings, a project. Above the copies of
 * anything else it may stand.
 */
function isReadBy(flat: FlatRequirements, { paths, constraints }: Extract<Sources, { kind: 'sources' }>) {
  const read = new Set([
    ...paths,
    ...constraints,
    ...flat.files.map(({ path }) => path),
    ...flat.constraints,
  ]);
  return (path: string): boolean => read.has(path) || /\.(?:txt|in|md|rst|json)$/.test(path);
}

/** A variable that stands for an option with which the base layer would fail, or install something else. */
function settingInTheWay({ scope, commands }: RunSite): string | undefined {
  const read = commands();
  const given = read.ok ? read.invocations.flatMap(({ environment }) => environment) : [];
  return [...scope.variables(), ...given]
    .map(({ name }) => name)
    .find((name) => SETTINGS_IN_THE_WAY.test(name));
}

const SETTINGS_IN_THE_WAY =
  /^(?:PIP|UV)_(?:CONSTRAINT|BUILD_CONSTRAINT|OVERRIDE|FIND_LINKS|REQUIREMENT|EDITABLE|TARGET|PREFIX|ROOT|IGNORE_INSTALLED|FORCE_REINSTALL)$/;

function contentProblem(
  flat: FlatRequirements,
  { isComplete }: SplitCall,
  saysComplete: boolean,
): SplitRefusal | undefined {
  const open = flat.requirements.find(({ pinned }) => pinned === undefined);
  if (open !== undefined) return refuseSplit('not-pinned', open.text);
  const [elsewhere] = isComplete ? [] : flat.direct;
  if (elsewhere !== undefined) return refuseSplit('direct-reference', elsewhere.text);
  const link = flat.settings.find(
    ({ name, value = '' }) => name === 'find-links' && !/^\w+:\/\//.test(value),
  );
  if (link !== undefined) return refuseSplit('local-links', link.text);
  const doubtful = flat.files.find(({ text }) => !namesEverything(text));
  return doubtful === undefined || isComplete || saysComplete
    ? undefined
    : refuseSplit('not-complete', doubtful.path);
}

/** pip with hashes installs nothing that is not named; resolvers say at the top that they wrote the file. */
function namesEverything(text: string): boolean {
  const entries = readRequirements(text).filter(({ kind }) => kind === 'requirement' || kind === 'include');
  const isHashed = entries.every(
    (entry) => entry.kind === 'include' || ('hashes' in entry && entry.hashes.length > 0),
  );
  return isHashed || /^#.*\b(?:autogenerated by (?:pip-compile|uv)|@generated by PDM)\b/im.test(text);
}
