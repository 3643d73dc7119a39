import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onceEach } from '../collections/once-each';
import type { EntryKind } from '../context/context-tree';
import type { WorkspaceReader } from './workspace-reader';

/** What was asked for: a path relative to the workspace, which question, and what the file system said then. */
export type Look = readonly [path: string, question: Question, answer: string];

/** `what`: whether something is there, and what it is. `all`: everything about it; of a folder, the names in it. */
export type Question = 'what' | 'all';

export interface NotedReader extends WorkspaceReader {
  /** Everything that was asked for so far, once each. */
  looks(): readonly Look[];
}

/** Answers in one word. Of a link both are asked: what it leads to, and it itself. */
export interface Stamps {
  of(path: string, question: Question): string;
}

/** Each path is looked at once, when it is first asked for. */
export function stampsOf(workspaceRoot: string): Stamps {
  const answersAt = onceEach((path: string) => answersOf(`${workspaceRoot}/${path}`));
  return { of: (path, question) => answersAt(path)[question] };
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
  if (question === 'what' || answer === NOTHING) return look;
  const changedMs = Number(answer.slice(answer.lastIndexOf(' ')));
  return changedMs < notedMs - TICK_MS ? look : [path, question, UNSETTLED];
}

const NOTHING = '-';
/** No answer. */
const UNSETTLED = '?';

type Answers = Readonly<Record<Question, string>>;

function answersOf(file: string): Answers {
  const own = lstatSync(file, { throwIfNoEntry: false });
  if (own === undefined) return { what: NOTHING, all: NOTHING };
  const { ino, size, ctimeMs } = own;
  if (!own.isSymbolicLink())
    return { what: own.isDirectory() ? 'folder' : 'file', all: `${ino} ${size} ${ctimeMs}` };
  const behind = behindLink(file);
  return { what: behind === NOTHING ? 'broken link' : 'link', all: `${ino} ${behind} ${ctimeMs}` };
}

function behindLink(file: string): string {
  try {
    const { ino, size, ctimeMs } = statSync(file);
    return `${ino} ${size} ${ctimeMs}`;
  } catch {
    return NOTHING;
  }
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
    asked.set(`${question} ${path}`, [path, question, stamps.of(path, question)]);
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
          return (
            names &&
            new NotedNames(
              names,
              (name) => note(join(folder, path, name), 'what'),
              () => note(join(folder, path), 'all'),
            )
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
