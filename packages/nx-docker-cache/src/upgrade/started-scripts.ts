import { posix } from 'node:path';
import type { SentFiles } from '../context/project-files';
import { programName, type Invocation } from '../shell/invocation';
import { invocationsOf } from '../shell/invocations';
import { plainScript } from '../shell/plain-script';
import { readScript } from '../shell/read-script';
import { SHELLS } from '../shell/wrappers';
import { pathFrom, startingFolder } from './base-folder';
import {
  environmentsOf,
  wordValue,
  type CallEnvironment,
  type InvocationInPlace,
} from './script-environment';
import { originFinder, type OriginFinder } from './script-origin';
import type { RunSite, Sites } from './sites';
import { fileWords, startedFile, type StartedFile } from './started-file';
import { surroundingsOf } from './surroundings';
import { workingFolders } from './working-folders';

/** A script or a Makefile of the build context, or of another stage, that a RUN runs, itself or by another script. */
export interface StartedScript {
  /** As it is called, for people. */
  readonly written: string;
  readonly kind: 'script' | 'makefile';
  /** Undefined for one that cannot be read. */
  readonly text: string | undefined;
  /** What it runs; undefined where it is no script for a shell. */
  readonly invocations: readonly Invocation[] | undefined;
}

/** Finds the scripts that RUNs run. Those that the base image or a download brings are none: they know nothing of the project. */
export interface ScriptFinder {
  readonly of: (site: RunSite) => readonly StartedScript[];
  /**
   * What the files say that the commands of a RUN name, whatever they do with them: more than it runs, and where a file is not
   * where a COPY has put it, all that it may be.
   */
  readonly namedBy: (site: RunSite) => readonly string[];
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
  return { of, namedBy: (site) => textsNamedBy(sites, site, context), context };
}

function startedBy(sites: Sites, site: RunSite, context: SentFiles | undefined): StartedScript[] {
  const commands = site.commands();
  if (!commands.ok) return [];
  const { environment } = surroundingsOf(sites, site);
  const reader: Reader = { files: originFinder(sites, site, context), seen: new Set(), environment };
  return startedIn(commands.invocations, startingFolder(site.scope), reader);
}

interface Reader {
  readonly files: OriginFinder;
  /** The paths of the scripts on the way, or what they say where the path is not known. */
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
  const value = wordValue(started.word, place.environment);
  const found = filesOf(started, { value, environment: place.environment, from }, reader);
  return found.flatMap(({ path, text }) => {
    const { word, by } = started;
    if (text === undefined) return [{ written: word.text, kind: 'script', text, invocations: undefined }];
    const key = path ?? text;
    if (reader.seen.has(key)) return [];
    reader.seen.add(key);
    const isProgram = by === 'itself' || by === 'name';
    const inner = isProgram && !isShellScript(text) ? undefined : readInvocations(text);
    const own: StartedScript = { written: word.text, kind: 'script', text, invocations: inner };
    return [own, ...startedIn(inner ?? [], from, reader)];
  });
}

interface FoundFile {
  /** Undefined where it may be another file of that name. */
  readonly path: string | undefined;
  /** Undefined for one that cannot be read. */
  readonly text: string | undefined;
}

/** Where a file is called from; `value` is undefined where a part of what is called is not known. */
interface Call {
  readonly value: string | undefined;
  readonly environment: CallEnvironment;
  readonly from: string | undefined;
}

/** The files of the project that a command runs, or may run where it is not known where they are. */
function filesOf({ word, by }: StartedFile, call: Call, reader: Reader): readonly FoundFile[] {
  const name = posix.basename(call.value ?? word.text.replace(/["']/g, ''));
  const isScript = SCRIPT.test(name);
  const paths = by === 'name' ? pathsOf(call) : [pathFrom(call.from, call.value)];
  const origins = paths.map((path) => ({ path, origin: reader.files.find(path, name) }));
  const files = origins.flatMap(({ path, origin }) => (origin.kind === 'project' ? [{ path, origin }] : []));
  const read = files.find(({ origin }) => origin.text !== undefined);
  if (read !== undefined) return [{ path: read.path, text: read.origin.text }];
  const isUnread = files.length > 0;
  const mayBeAnywhere = isUnread || (by === 'name' && isScript);
  const likely = mayBeAnywhere && call.value !== undefined ? reader.files.likely(call.value) : [];
  return [
    ...(isUnread && (by === 'shell' || isScript) ? [{ path: undefined, text: undefined }] : []),
    ...likely.map((text) => ({ path: undefined, text })),
  ];
}

const SCRIPT = /\.(?:sh|bash)$/;

/** Where a program may be that is called by its bare name. */
function pathsOf({ value, environment }: Call): readonly string[] {
  if (value === undefined) return [];
  const path = environment.variable('PATH');
  const folders =
    path.kind === 'set' ? path.value : '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return folders.split(':').flatMap((folder) => pathFrom(undefined, `${folder}/${value}`) ?? []);
}

function isShellScript(text: string): boolean {
  const [, interpreter] = /^#!\s*(\S+(?:[ \t]+\S+)?)/.exec(text) ?? [];
  return interpreter === undefined || interpreter.split(/[\s/]+/).some((word) => SHELLS.has(word));
}

function readInvocations(text: string): readonly Invocation[] | undefined {
  const { commands, problems } = readScript(plainScript(text));
  return problems.length > 0 ? undefined : invocationsOf(commands);
}

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
  const folder = rest.some(({ text }) => text === '-C') ? pathFrom(from, valueOf(/^-C$/)) : from;
  const file = valueOf(/^-f$/);
  const isKnown = !isMoved || rest.some(({ text }) => text === '-C' || text === '-f');
  const names = file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [file];
  const origins = names.map((name) => reader.files.find(isKnown ? pathFrom(folder, name) : undefined, name));
  const read = origins.flatMap((origin) =>
    origin.kind === 'project' && origin.text !== undefined ? [origin.text] : [],
  );
  const [text] = read;
  const own: StartedScript = { written, kind: 'makefile', text, invocations: undefined };
  return origins.some(({ kind }) => kind === 'project') ? [own] : [];
}

function textsNamedBy(sites: Sites, site: RunSite, context: SentFiles | undefined): readonly string[] {
  const commands = site.commands();
  if (!commands.ok || context === undefined) return [];
  const files = originFinder(sites, site, context);
  const script = environmentsOf(commands.invocations, surroundingsOf(sites, site).environment);
  const folders = workingFolders(script, startingFolder(site.scope));
  return script.flatMap(({ invocation }, at) =>
    fileWords(invocation).flatMap(({ value = '' }) => {
      const origin = files.find(pathFrom(folders[at], value), posix.basename(value));
      const text = origin.kind === 'project' ? origin.text : undefined;
      return text === undefined ? files.likely(value) : [text];
    }),
  );
}
