import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { mountsOf } from '../../dockerfile/mounts';
import type { Instruction } from '../../dockerfile/syntax';
import { flatten, type FlatRequirements } from '../../requirements/flatten';
import { readRequirements } from '../../requirements/read-requirements';
import { readSnapshot, snapshotNames, snapshotText, sourcesOf } from '../../requirements/snapshot';
import { programName, type Invocation } from '../../shell/invocation';
import { locate } from '../order/copied-files';
import { copyPlacesAbove, type CopyPlace } from '../order/copy-place';
import { runsBefore, type RunSite, type Sites } from '../sites';
import type { ScriptChange } from '../script-change';
import { refuseSplit, type SplitRefusal } from './reasons';
import { installCall, splitCall, type SplitCall } from './split-call';

/** An install that gets a base layer. */
export interface Split {
  readonly kind: 'split';
  readonly site: RunSite;
  /** The copies of its requirements, in the order of the file. */
  readonly copies: readonly Instruction[];
  readonly changes: readonly ScriptChange[];
  readonly snapshot: { readonly path: string; readonly text: string; readonly packages: number };
  /** The files that it is a snapshot of. Paths are relative to the context. */
  readonly sources: readonly string[];
}

/** Where the snapshot stands while the base layer is made. */
export function mountedSnapshot(path: string): string {
  return `/tmp/${posix.basename(path)}`;
}

export interface SplitContext {
  readonly sites: Sites;
  readonly files: SentFiles;
  /** The files name every package that is installed: the user says so. */
  readonly complete: boolean;
}

/** Undefined for a RUN that installs no requirements files, or a snapshot of them. */
export function judgeSplit(context: SplitContext, site: RunSite): Split | SplitRefusal | undefined {
  const { sites, files, complete } = context;
  if (snapshotsIn(site, files).length > 0) return undefined;
  const found = installIn(site);
  if (found?.kind !== 'call') return found;
  const sources = sourcesIn(sites, site, found, files);
  if (sources.kind === 'refused') return sources;
  if (hasBase(context, site, sources.paths)) return undefined;
  const flat = flatten(sources.paths, (path) => files.text(path));
  if (flat.kind === 'unreadable') return refuseSplit('requirements-unreadable', flat.detail);
  const problem = contentProblem(flat, found.isComplete || complete) ?? betweenProblem(site, sources.copies);
  if (problem !== undefined) return problem;
  const path = freeName(sources.paths, files);
  if (typeof path !== 'string') return path;
  const relative = sources.paths.map((source) => posix.relative(posix.dirname(path), source));
  return {
    kind: 'split',
    site,
    copies: sources.copies,
    changes: found.changes(mountedSnapshot(path)),
    snapshot: { path, text: snapshotText(relative, flat), packages: flat.requirements.length },
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

/** The path of the snapshot: beside the first file. */
function freeName([first = '']: readonly string[], files: SentFiles): string | SplitRefusal {
  const names = snapshotNames(first);
  const path = names.find((name) => isFree(name, files));
  return path !== undefined && files.wouldSend(path)
    ? path
    : refuseSplit('snapshot-not-sent', path ?? names[0]);
}

/** Whether a RUN before this one installs a snapshot of the same files. */
function hasBase({ sites, files }: SplitContext, site: RunSite, paths: readonly string[]): boolean {
  return runsBefore(sites, site)
    .flatMap((each) => snapshotsIn(each, files))
    .some((path) => {
      const snapshot = readSnapshot(files.text(path) ?? '');
      return snapshot !== undefined && sourcesOf(snapshot, path).some((source) => paths.includes(source));
    });
}

/** The snapshots that a RUN has mounted: paths of the context. */
export function snapshotsIn({ run, scope }: RunSite, files: Pick<SentFiles, 'text'>): string[] {
  return mountsOf(run, scope.expand).flatMap(({ type, source, from }) => {
    const path = type === 'bind' && from === undefined && source !== undefined ? posix.normalize(source) : '';
    const text = path === '' ? undefined : files.text(path.replace(/^\//, ''));
    return text !== undefined && readSnapshot(text) !== undefined ? [path.replace(/^\//, '')] : [];
  });
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

function isHarmless({ words }: Invocation): boolean {
  return words.length === 0 || /^(?:set|export|true|:|echo)$/.test(programName(words[0]) ?? '');
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

function isCopiedAlone(place: CopyPlace): boolean {
  return place.kind === 'context' && place.roots.every(({ kind }) => kind === 'file');
}

function isOf({ stage }: RunSite, instruction: Instruction): boolean {
  return stage.instructions.some((each) => each.instruction === instruction);
}

/** The copies of single files that stand directly above a RUN, with nothing but variables between them. */
function copiesOf(site: RunSite, places: readonly CopyPlace[]): Instruction[] {
  const above = site.stage.instructions
    .map(({ instruction }) => instruction)
    .filter(({ startLine }) => startLine < site.run.startLine)
    .reverse();
  const copies: Instruction[] = [];
  for (const instruction of above) {
    const place = places.find((each) => each.instruction === instruction);
    if (place !== undefined && isCopiedAlone(place)) copies.unshift(instruction);
    else if (!IS_VARIABLE.test(instruction.name)) break;
  }
  return copies;
}

const IS_VARIABLE = /^(?:ARG|ENV|LABEL)$/;

/** What the base layer would depend on, or not depend on any more, if it stood above the copies. */
function betweenProblem(site: RunSite, copies: readonly Instruction[]): SplitRefusal | undefined {
  const [first] = copies;
  if (first === undefined) return refuseSplit('instruction-between');
  const variables = site.stage.instructions
    .map(({ instruction }) => instruction)
    .filter(({ startLine }) => first.startLine < startLine && startLine < site.run.startLine)
    .filter(({ name }) => IS_VARIABLE.test(name));
  const used = variables.find(({ args }) =>
    [...args.text.matchAll(/(?:^|\s)(\w+)=?/g)].some(([, name = '']) =>
      copies.some((copy) => new RegExp(`\\$\\{?${name}\\b`).test(copy.original.text)),
    ),
  );
  return used && refuseSplit('instruction-between', `line ${used.startLine}`);
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

function isFree(path: string, files: SentFiles): boolean {
  const text = files.text(path);
  return text === undefined || readSnapshot(text) !== undefined;
}
