import { knownValue } from '../dockerfile/scope';
import { posix } from 'node:path';
import { below } from '../context/clean-path';
import type { SentFiles } from '../context/project-files';
import { copySources } from '../dockerfile/copy-sources';
import { mountsOf } from '../dockerfile/mounts';
import { programName, type Invocation } from '../shell/invocation';
import { invocationsOf } from '../shell/invocations';
import { plainScript } from '../shell/plain-script';
import { readScript } from '../shell/read-script';
import type { Word } from '../shell/word';
import { SHELLS } from '../shell/wrappers';
import { destinationOf } from './destination';
import { locate } from './order/copied-files';
import { copyPlacesAbove } from './order/copy-place';
import { isWithin } from '../context/within';
import { resolvePath } from './paths';
import {
  environmentsOf,
  wordValue,
  type CallEnvironment,
  type InvocationInPlace,
} from './script-environment';
import { instructionsAbove, writtenText, type RunSite, type Sites } from './sites';
import { surroundingsOf } from './surroundings';
import { workingFolders } from './working-folders';

/** A script or a Makefile of the build context, or of another stage, that a RUN runs, itself or by another script. */
export interface StartedScript {
  /** As it is called, for people. */
  readonly written: string;
  /** Undefined for one that cannot be read. */
  readonly text: string | undefined;
  /** What it runs; undefined where it is no script for a shell. */
  readonly invocations: readonly Invocation[] | undefined;
}

/** Finds the scripts that RUNs run. Those that the base image or a download brings are none: they know nothing of the project. */
export interface ScriptFinder {
  readonly of: (site: RunSite) => readonly StartedScript[];
  /** Where they are read. */
  readonly context: SentFiles | undefined;
}

/** Without a context no script can be read. Every RUN is looked through once. */
export function scriptFinder(sites: Sites, context: SentFiles | undefined): ScriptFinder {
  const known = new Map<RunSite, readonly StartedScript[]>();
  const of = (site: RunSite): readonly StartedScript[] => {
    const found = known.get(site) ?? startedBy(sites, site, context);
    known.set(site, found);
    return found;
  };
  return { of, context };
}

function startedBy(sites: Sites, site: RunSite, context: SentFiles | undefined): StartedScript[] {
  const commands = site.commands();
  if (!commands.ok) return [];
  const { environment } = surroundingsOf(sites, site);
  const { workdir } = site.scope;
  const reader: Reader = { find: originFinder(sites, site, context), seen: new Set(), environment };
  return startedIn(commands.invocations, knownValue(workdir), reader);
}

/** Where a file of the image comes from. `text` is undefined where it cannot be read. */
type Origin =
  { readonly kind: 'project'; readonly text: string | undefined } | { readonly kind: 'elsewhere' };

interface Reader {
  readonly find: (path: string | undefined, name: string) => Origin;
  /** The paths of the scripts on the way. */
  readonly seen: Set<string>;
  readonly environment: CallEnvironment;
}

function startedIn(
  invocations: readonly Invocation[],
  from: string | undefined,
  reader: Reader,
): StartedScript[] {
  const script = environmentsOf(invocations, reader.environment);
  const folders = workingFolders(script, from);
  return script.flatMap((place, at) => startedAt(place, folders[at], reader));
}

function startedAt(place: InvocationInPlace, from: string | undefined, reader: Reader): StartedScript[] {
  const [program] = place.invocation.words;
  if (program !== undefined && programName(program) === 'make') return makefileOf(place, from, reader);
  const started = startedFile(place.invocation);
  if (started === undefined) return [];
  const { word, by } = started;
  const value = wordValue(word, place.environment);
  const path = resolvePath(from, value);
  if (path !== undefined && reader.seen.has(path)) return [];
  const name = posix.basename(value ?? word.text.replace(/["']/g, ''));
  const origin = reader.find(path, name);
  if (origin.kind === 'elsewhere') return [];
  const { text } = origin;
  if (text === undefined) return by === 'shell' || /\.(?:sh|bash)$/.test(name) ? [unread(word.text)] : [];
  if (path !== undefined) reader.seen.add(path);
  const inner = by === 'itself' && !isShellScript(text) ? undefined : readInvocations(text);
  const own: StartedScript = { written: word.text, text, invocations: inner };
  return [own, ...startedIn(inner ?? [], from, reader)];
}

function unread(written: string): StartedScript {
  return { written, text: undefined, invocations: undefined };
}

function isShellScript(text: string): boolean {
  const [, interpreter] = /^#!\s*(\S+(?:[ \t]+\S+)?)/.exec(text) ?? [];
  return interpreter === undefined || interpreter.split(/[\s/]+/).some((word) => SHELLS.has(word));
}

function readInvocations(text: string): readonly Invocation[] | undefined {
  const { commands, problems } = readScript(plainScript(text));
  return problems.length > 0 ? undefined : invocationsOf(commands);
}

/** The file that a command runs: by itself (`./build.sh`), or as a script for a shell (`bash build.sh`, `. ./build.sh`). */
function startedFile({
  words,
  script,
}: Invocation): { word: Word; by: 'itself' | 'shell' | 'source' } | undefined {
  const [program, ...rest] = words;
  if (program === undefined || script !== undefined) return undefined;
  const name = programName(program) ?? '';
  if (name === '.' || name === 'source') return rest[0] && { word: rest[0], by: 'source' };
  if (SHELLS.has(name) || /^(?:zsh|ksh)$/.test(name)) {
    const at = rest.findIndex(
      ({ text }, index) => !/^[-+]/.test(text) && !/^[-+][a-z]*o$/.test(rest[index - 1]?.text ?? ''),
    );
    const word = rest[at];
    return word && { word, by: 'shell' };
  }
  if (!program.text.includes('/') || OF_THE_IMAGE.test(program.text)) return undefined;
  return { word: program, by: 'itself' };
}

const OF_THE_IMAGE = /^(?:\/usr)?(?:\/local)?\/s?bin\//;

/** What a call of make runs: its Makefile is text to us. */
function makefileOf(
  { invocation, environment }: InvocationInPlace,
  from: string | undefined,
  reader: Reader,
): StartedScript[] {
  const written = invocation.words.map(({ text }) => text).join(' ');
  const [, ...rest] = invocation.words;
  const valueOf = (option: RegExp): string | undefined => {
    const at = rest.findIndex(({ text }) => option.test(text));
    const word = at === -1 ? undefined : rest[at + 1];
    return word && wordValue(word, environment);
  };
  const isMoved = rest.some(({ text }) => /^(?:-C|--directory|-f|--file|--makefile)/.test(text));
  const folder = rest.some(({ text }) => text === '-C') ? resolvePath(from, valueOf(/^-C$/)) : from;
  const file = valueOf(/^-f$/);
  const isKnown = !isMoved || rest.some(({ text }) => text === '-C' || text === '-f');
  const names = file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [file];
  const origins = names.map((name) => reader.find(isKnown ? resolvePath(folder, name) : undefined, name));
  const read = origins.flatMap((origin) =>
    origin.kind === 'project' && origin.text !== undefined ? [origin.text] : [],
  );
  const [text] = read;
  if (text !== undefined) return [{ written, text, invocations: undefined }];
  return origins.some(({ kind }) => kind === 'project') ? [unread(written)] : [];
}

function originFinder(sites: Sites, site: RunSite, context: SentFiles | undefined): Reader['find'] {
  const above = instructionsAbove(sites, site);
  const downloads = [...above.map(({ instruction }) => instruction), site.run]
    .map(writtenText)
    .filter((text) => /\b(?:curl|wget|git)\b|https?:/.test(text));
  const places = context && copyPlacesAbove(sites, site, context);
  return (path, name) => {
    const mounted = path === undefined ? undefined : mountedOrigin(site, path, context);
    if (mounted !== undefined) return mounted;
    if (context !== undefined && places !== undefined && path !== undefined) {
      const found = locate(places, path, context);
      if (found === undefined) return { kind: 'elsewhere' };
      if (found !== 'elsewhere') return { kind: 'project', text: context.text(found.context) };
    }
    const isDownloaded = downloads.some((text) => text.includes(name));
    const isCopied = above.some((step) => {
      if (copySources(step.instruction) === undefined) return false;
      const to = destinationOf(step);
      return to === undefined || path === undefined || isWithin(path, to);
    });
    return isCopied && !isDownloaded ? { kind: 'project', text: undefined } : { kind: 'elsewhere' };
  };
}

/** A file that a bind mount of the context brings. */
function mountedOrigin(
  { run, scope }: RunSite,
  path: string,
  context: SentFiles | undefined,
): Origin | undefined {
  const workdir = knownValue(scope.workdir);
  for (const mount of mountsOf(run, scope.expand)) {
    if (mount.type !== 'bind' || mount.target === undefined) continue;
    const target = resolvePath(workdir, mount.target);
    if (target === undefined || !isWithin(path, target)) continue;
    if (mount.from !== undefined) return { kind: 'project', text: undefined };
    const source = posix.join('/', mount.source ?? '', posix.relative(target, path)).replace(/^\/|\/$/g, '');
    return { kind: 'project', text: context?.text(below('', source)) };
  }
  return undefined;
}
