import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { onceEach } from '../collections/once-each';
import type { EntryKind } from '../context/context-tree';
import { errorCode } from './error-code';
import type { WorkspaceReader } from './workspace-reader';

/** What was asked for: a path relative to the workspace, which question, and what the file system said then. */
export type Look = readonly [path: string, question: Question, answer: Answer];

/** A word, or the stamp of what is there: inode, size in bytes and time of its last change, of a link both of it and of its end. */
export type Answer = string | readonly number[];

/**
 * `what`: whether something is there, and what it is. `all`: everything about it; of a folder, the names in it. `links`: the
 * names of the links in a folder.
 */
export type Question = 'what' | 'all' | 'links';

export interface NotedReader extends WorkspaceReader {
  /** Everything that was asked for so far, once each. */
  looks(): readonly Look[];
}

/** Of a link both are asked: what it leads to, and it itself. */
export interface Stamps {
  of(path: string, question: Question): Answer;
  /** Whether the file system says the same still. */
  holds(look: Look): boolean;
  /**
   * The same for a stamp that is a part of a longer list. Nothing is kept of it: of what is compared once there are thousands.
   * @param start its place in the list
   */
  areNumbersOf(path: string, numbers: readonly number[], start: number, length: number): boolean;
}

/** Each path is looked at once, when it is first asked for. */
export function stampsOf(workspaceRoot: string): Stamps {
  const answersAt = onceEach((path: string) => answersOf(`${workspaceRoot}/${path}`));
  const linksAt = onceEach((path: string) => linkNames(`${workspaceRoot}/${path}`));
  const of = (path: string, question: Question): Answer =>
    question === 'links' ? linksAt(path) : answersAt(path)[question];
  return {
    of,
    holds: ([path, question, answer]) => isSame(of(path, question), answer),
    areNumbersOf: (path, numbers, start, length) =>
      areNumbersAt(`${workspaceRoot}/${path}`, numbers, start, length),
  };
}

/** Without a list for what is no link, as nearly all are none. */
function areNumbersAt(file: string, numbers: readonly number[], start: number, length: number): boolean {
  try {
    const own = lstatSync(file, { throwIfNoEntry: false });
    if (own === undefined) return false;
    if (!own.isSymbolicLink()) return length === STAMP_LENGTH && isStampAt(own, numbers, start);
    const end = endOf(file);
    return (
      end !== undefined &&
      length === 2 * STAMP_LENGTH &&
      isStampAt(own, numbers, start) &&
      isStampAt(end, numbers, start + STAMP_LENGTH)
    );
  } catch {
    return false;
  }
}

function isStampAt({ ino, size, ctimeMs }: Stats, numbers: readonly number[], start: number): boolean {
  return numbers[start] === ino && numbers[start + 1] === size && numbers[start + 2] === ctimeMs;
}

/** Clocks of file systems tick: what is changed twice within one tick has one stamp. */
const TICK_MS = 2_000;

/**
 * The look as it may be kept: one at something that had changed a moment before cannot be told from one after another
 * change, and never holds.
 * @param notedMs a moment before it was taken, milliseconds since the epoch
 */
export function settledLook(look: Look, notedMs: number): Look {
  const [path, question, answer] = look;
  if (typeof answer === 'string') return look;
  const [, , changedMs = 0, , , endChangedMs = 0] = answer;
  return Math.max(changedMs, endChangedMs) < notedMs - TICK_MS ? look : [path, question, UNSETTLED];
}

const NOTHING = '-';
/** No answer. */
const UNSETTLED = '?';

type Answers = Readonly<Record<Exclude<Question, 'links'>, Answer>>;

const ABSENT: Answers = { what: NOTHING, all: NOTHING };

/** What cannot be looked at (a file where a folder was, a name that is too long) is an answer too: no error of the graph. */
function answersOf(file: string): Answers {
  try {
    return readAnswers(file);
  } catch (error) {
    const answer = errorCode(error) ?? 'unreadable';
    return { what: answer, all: answer };
  }
}

function linkNames(folder: string): Answer {
  try {
    const links = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
    return links
      .map(({ name }) => name)
      .sort()
      .join('/');
  } catch (error) {
    return errorCode(error) ?? 'unreadable';
  }
}

function readAnswers(file: string): Answers {
  const own = lstatSync(file, { throwIfNoEntry: false });
  if (own === undefined) return ABSENT;
  const all = stampOf(own);
  if (!own.isSymbolicLink()) return { what: own.isDirectory() ? 'folder' : 'file', all };
  const end = endOf(file);
  return end === undefined ? { what: 'broken link', all } : { what: 'link', all: [...all, ...stampOf(end)] };
}

function endOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch {
    return undefined;
  }
}

const STAMP_LENGTH = 3;

/** Numbers, not a text of them: a workspace has thousands, which are compared in each run of Nx. */
function stampOf({ ino, size, ctimeMs }: Stats): readonly [number, number, number] {
  return [ino, size, ctimeMs];
}

function isSame(one: Answer, other: Answer): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((number, index) => number === other[index]);
}

/**
 * A reader that notes what it is asked for.
 * @param own the folder of which most is asked: what is in it and what is not is one look, at its names. Nothing for the
 * workspace itself, whose names change often.
 */
export function notedReader(reader: WorkspaceReader, stamps: Stamps, own?: string): NotedReader {
  const asked = new Map<string, Look>();
  // Before it is read: what changes in between is read again the next time.
  const look = (path: string, question: Question): void => {
    const key = `${question} ${path}`;
    if (!asked.has(key)) asked.set(key, [path, question, stamps.of(path, question)]);
  };
  const kindIn = own === undefined || own === '.' ? undefined : namesIn(own, reader, look);
  const note = (path: string, question: Question): CertainKind | undefined => {
    const kind = kindIn?.(path);
    if (kind !== 'absent' && (kind === undefined || question === 'all')) look(path, question);
    return kind;
  };
  return {
    platform: reader.platform,
    exists: (path) => {
      const kind = note(path, 'what');
      return kind === undefined ? reader.exists(path) : kind !== 'absent';
    },
    text: (path) => (note(path, 'all') === 'absent' ? undefined : reader.text(path)),
    tree: (folder) => {
      const tree = reader.tree(folder);
      return {
        list: (path) => {
          const names = tree.list(path);
          if (names === undefined) {
            note(join(folder, path), 'what');
            return undefined;
          }
          return new NotedNames(
            names,
            (name) => note(join(folder, path, name), 'what'),
            () => note(join(folder, path), 'all'),
          );
        },
        links: (path) => {
          const place = join(folder, path);
          // In the project's own folder all names are looked at anyway; elsewhere others come and go.
          look(place, own !== undefined && isWithin(place, own) ? 'all' : 'links');
          return Array.from(tree.list(path) ?? []).flatMap(([name, kind]) =>
            kind === 'symlink' ? [name] : [],
          );
        },
        readLink: (path) => {
          note(join(folder, path), 'all');
          return tree.readLink(path);
        },
      };
    },
    looks: () => [...asked.values()],
  };
}

/** Nothing is taken for within the workspace itself: the names in it change often. */
function isWithin(path: string, folder: string): boolean {
  return path === folder ? folder !== '.' : path.startsWith(`${folder}/`);
}

/** What the names in a folder decide. */
type CertainKind = 'file' | 'directory' | 'absent';

/** What a path is as far as the names in a folder say; undefined for one that they do not decide, such as a link. */
function namesIn(
  own: string,
  reader: WorkspaceReader,
  look: (path: string, question: Question) => void,
): (path: string) => CertainKind | undefined {
  let names: ReadonlyMap<string, EntryKind> | undefined;
  return (path) => {
    if (!path.startsWith(`${own}/`)) return undefined;
    if (names === undefined) {
      look(own, 'all');
      names = reader.tree(own).list('') ?? new Map();
    }
    const [name = '', ...further] = path.slice(own.length + 1).split('/');
    const kind = names.get(name);
    if (kind === undefined) return 'absent';
    return further.length === 0 && (kind === 'file' || kind === 'directory') ? kind : undefined;
  };
}

/**
 * The names in a folder. Who asks for one of them has looked at that one; who goes through them, at all. They are not copied:
 * a folder of all projects is asked for once for each.
 */
class NotedNames implements ReadonlyMap<string, EntryKind> {
  constructor(
    private readonly names: ReadonlyMap<string, EntryKind>,
    private readonly note: (name: string) => void,
    private readonly noteAll: () => void,
  ) {}

  get(name: string): EntryKind | undefined {
    this.note(name);
    return this.names.get(name);
  }

  has(name: string): boolean {
    this.note(name);
    return this.names.has(name);
  }

  get size(): number {
    return this.#all().size;
  }

  forEach(each: (kind: EntryKind, name: string, names: ReadonlyMap<string, EntryKind>) => void): void {
    this.#all().forEach(each);
  }

  entries() {
    return this.#all().entries();
  }

  keys() {
    return this.#all().keys();
  }

  values() {
    return this.#all().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  #all(): ReadonlyMap<string, EntryKind> {
    this.noteAll();
    return this.names;
  }
}
