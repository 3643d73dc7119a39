import type { BigIntStats } from 'node:fs';
import { readFileSync } from 'node:fs';
import type { KeyedHash } from '../timing/step-key';
import { isRecord } from './json';
import { replaceFile } from './replace-file';

/** Hashes of files by what tells that they are still the same. */
export interface HashMemory {
  find(path: string, stats: BigIntStats): KeyedHash | undefined;
  add(path: string, stats: BigIntStats, hash: KeyedHash): void;
  /** Writes what was added, beside what other processes have written meanwhile. */
  save(): void;
}

/** Some 130 bytes each. Of a larger context the rest is read anew in every build. */
const MOST_FILES = 50_000;

/** @param hashKey hashes of another key are forgotten */
export function hashMemory(file: string, hashKey: string): HashMemory {
  const known = readFiles(file, hashKey);
  const used = new Map<string, string>();
  let hasNew = false;
  return {
    find: (path, stats) => {
      const line = known.get(path);
      const facts = factsOf(stats);
      if (line?.startsWith(`${facts} `) !== true) return undefined;
      used.set(path, line);
      return line.slice(facts.length + 1);
    },
    add: (path, stats, hash) => {
      used.set(path, `${factsOf(stats)} ${hash}`);
      hasNew = true;
    },
    save: () => {
      if (!hasNew) return;
      // What this build used comes first: it is the rest that is cut off.
      const all = new Map([...used, ...without(readFiles(file, hashKey), used)].slice(0, MOST_FILES));
      try {
        replaceFile(file, JSON.stringify({ schemaVersion: 1, hashKey, files: Object.fromEntries(all) }));
      } catch {
        // The next build reads the files again.
      }
    },
  };
}

function without(map: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): [string, string][] {
  return [...map].filter(([path]) => !other.has(path));
}

/** A file that is not there, damaged, of another version or of another key remembers nothing. */
function readFiles(file: string, hashKey: string): ReadonlyMap<string, string> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(content) || content['schemaVersion'] !== 1 || content['hashKey'] !== hashKey)
      return new Map();
    const { files } = content;
    return new Map(
      Object.entries(isRecord(files) ? files : {}).filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string',
      ),
    );
  } catch {
    return new Map();
  }
}

function factsOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino].map((fact) => fact.toString(36)).join(' ');
}
