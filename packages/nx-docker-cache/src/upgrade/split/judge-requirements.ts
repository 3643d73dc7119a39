import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import type { Instruction } from '../../dockerfile/syntax';
import { flatten, type FlatRequirements } from '../../requirements/flatten';
import { readRequirements } from '../../requirements/read-requirements';
import { takeSnapshot } from '../../requirements/take-snapshot';
import type { Invocation } from '../../shell/invocation';
import { locate } from '../order/copied-files';
import { copyPlacesAbove } from '../order/copy-place';
import type { RunSite, Sites } from '../sites';
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
import { installCall, splitCall, type SplitCall } from './split-call';

/** Where the snapshot stands while the base layer is made. */
function mountedSnapshot(path: string): string {
  return `/tmp/${posix.basename(path)}`;
}

/** Undefined for a RUN that installs no requirements files. */
export function judgeRequirements(context: SplitContext, site: RunSite): Split | SplitRefusal | undefined {
  const { sites, files, complete } = context;
  const found = installIn(site);
  if (found?.kind !== 'call') return found;
  const sources = sourcesIn(sites, site, found, files);
  if (sources.kind === 'refused') return sources;
  if (hasBase(context, site, sources.paths)) return undefined;
  const flat = flatten(sources.paths, (path) => files.text(path));
  if (flat.kind === 'unreadable') return refuseSplit('requirements-unreadable', flat.detail);
  const problem = contentProblem(flat, found.isComplete || complete) ?? betweenProblem(site, sources.copies);
  if (problem !== undefined) return problem;
  const path = freeName(sources.paths[0] ?? '', files);
  if (typeof path !== 'string') return path;
  const taken = takeSnapshot(path, sources.paths, (source) => files.text(source));
  if (taken.kind === 'unreadable') return refuseSplit('requirements-unreadable', taken.detail);
  return {
    kind: 'split',
    site,
    copies: sources.copies,
    changes: found.changes(mountedSnapshot(path)),
    flags: [`--mount=type=bind,source=${path},target=${mountedSnapshot(path)}`],
    replaced: [],
    snapshot: { path, files: taken.files, packages: flat.requirements.length },
    sources: sources.paths,
  };
}

/** The install of requirements files that is all that a RUN does. */
function installIn(site: RunSite): SplitCall | SplitRefusal | undefined {
  const text = site.run.original.text;
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
  const other = invocations.find(
    (invocation, index) => installs[index] === undefined && !isHarmless(invocation),
  );
  return other === undefined
    ? first
    : refuseSplit('other-commands', other.words.map(({ text }) => text).join(' '));
}

type Sources =
  | { readonly kind: 'sources'; readonly paths: readonly string[]; readonly copies: readonly Instruction[] }
  | SplitRefusal;

/** Where the files of a call come from. */
function sourcesIn(sites: Sites, site: RunSite, { files: names }: SplitCall, files: SentFiles): Sources {
  const { workdir } = site.scope;
  const places = copyPlacesAbove(sites, site, files);
  const paths: string[] = [];
  for (const name of names) {
    if (workdir.kind !== 'known' && !name.startsWith('/'))
      return refuseSplit('requirements-unreadable', name);
    const found = locate(places, posix.resolve(workdir.kind === 'known' ? workdir.value : '/', name), files);
    if (found === undefined || found === 'elsewhere') return refuseSplit('requirements-unreadable', name);
    if (!isCopiedAlone(found.place) || !isOf(site, found.place.instruction))
      return refuseSplit('copied-with-sources', `line ${found.place.instruction.startLine}`);
    paths.push(found.context);
  }
  return { kind: 'sources', paths, copies: copiesOf(site, places) };
}

function contentProblem(flat: FlatRequirements, isComplete: boolean): SplitRefusal | undefined {
  const open = flat.requirements.find(({ pinned }) => pinned === undefined);
  if (open !== undefined) return refuseSplit('not-pinned', open.text);
  const link = flat.settings.find(
    ({ name, value = '' }) => name === 'find-links' && !/^\w+:\/\//.test(value),
  );
  if (link !== undefined) return refuseSplit('local-links', link.text);
  const doubtful = flat.files.find(({ text }) => !namesEverything(text));
  return doubtful === undefined || isComplete ? undefined : refuseSplit('not-complete', doubtful.path);
}

/** pip with hashes installs nothing that is not named; resolvers say at the top that they wrote the file. */
function namesEverything(text: string): boolean {
  const entries = readRequirements(text).filter(({ kind }) => kind === 'requirement' || kind === 'include');
  const isHashed = entries.every(
    (entry) => entry.kind === 'include' || ('hashes' in entry && entry.hashes.length > 0),
  );
  return isHashed || /^#.*\b(?:autogenerated by (?:pip-compile|uv)|@generated by PDM)\b/im.test(text);
}
