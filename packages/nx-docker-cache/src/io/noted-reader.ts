import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceReader } from './workspace-reader';

/** What was asked for: a path relative to the workspace, and what the file system said of it then. */
export type Look = readonly [path: string, stamp: string];

export interface NotedReader extends WorkspaceReader {
  /** Everything that was asked for so far, once each. */
  looks(): readonly Look[];
}

/**
 * Says of a path in one word what tells whether something about it has changed: of a file its content, of a folder the
 * names in it. A link is asked for what it leads to, and for itself.
 */
export interface Stamps {
  of(path: string): string;
  /** Whether a stamp is older than the time at which it was noted by enough to be sure of it. */
  isSettled(stamp: string, notedMs: number): boolean;
}

/** Clocks of file systems tick: what is changed twice within one tick has one stamp. */
const TICK_MS = 2_000;

/** Each path is asked for once. */
export function stampsOf(workspaceRoot: string): Stamps {
  const known = new Map<string, string>();
  return {
    of: (path) => {
      let stamp = known.get(path);
      if (stamp === undefined) known.set(path, (stamp = stampOf(join(workspaceRoot, path))));
      return stamp;
    },
    isSettled: (stamp, notedMs) => stamp === NOTHING || Number(stamp.split(' ').at(-1)) < notedMs - TICK_MS,
  };
}

const NOTHING = '-';

function stampOf(file: string): string {
  const own = lstatSync(file, { throwIfNoEntry: false });
  if (own === undefined) return NOTHING;
  if (!own.isSymbolicLink()) return `${own.ino} ${own.size} ${own.ctimeMs}`;
  let behind: string;
  try {
    const { ino, size, ctimeMs } = statSync(file);
    behind = `${ino} ${size} ${ctimeMs}`;
  } catch {
    behind = NOTHING;
  }
  return `${own.ino} ${behind} ${own.ctimeMs}`;
}

/** A reader that notes what it is asked for. */
export function notedReader(reader: WorkspaceReader, stamps: Stamps): NotedReader {
  const asked = new Map<string, string>();
  // Before it is read: what changes in between is read again the next time.
  const note = (path: string): string => {
    asked.set(path, stamps.of(path));
    return path;
  };
  const at = (folder: string, path: string): string => join(folder, path);
  return {
    platform: reader.platform,
    exists: (path) => reader.exists(note(path)),
    text: (path) => reader.text(note(path)),
    tree: (folder) => {
      const tree = reader.tree(folder);
      return {
        list: (path) => {
          note(at(folder, path));
          return tree.list(path);
        },
        readLink: (path) => {
          note(at(folder, path));
          return tree.readLink(path);
        },
      };
    },
    looks: () => [...asked],
  };
}
