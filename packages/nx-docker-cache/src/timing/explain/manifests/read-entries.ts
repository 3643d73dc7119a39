import * as path from 'node:path/posix';
import { maskInstruction } from '../../mask';
import { readCargoLock, readPoetryLock } from './lock-blocks';
import { readComposerLock, readNpmLock, readPackageJson, readPipfileLock } from './json-files';
import { readBundlerLock, readGoMod, readGoSum, readPnpmLock, readYarnLock } from './line-files';
import { readPipRequirements } from './pip-requirements';
import type { Entries } from './entries';

/** Gives what it understands; a file that is not what its name says gives nothing. */
export type ReadEntries = (text: string) => Entries;

/** Files that list dependencies, by their names. The first that fits counts. */
const READERS: readonly (readonly [RegExp, ReadEntries])[] = [
  [/^(?:[\w.-]*requirements[\w.-]*|constraints[\w.-]*)\.(?:txt|in)$/i, readPipRequirements],
  [/^package\.json$/, readPackageJson],
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, readNpmLock],
  [/^yarn\.lock$/, readYarnLock],
  [/^pnpm-lock\.yaml$/, readPnpmLock],
  [/^(?:poetry|uv|pdm)\.lock$/, readPoetryLock],
  [/^Pipfile\.lock$/, readPipfileLock],
  [/^go\.mod$/, readGoMod],
  [/^go\.sum$/, readGoSum],
  [/^Cargo\.lock$/, readCargoLock],
  [/^Gemfile\.lock$/, readBundlerLock],
  [/^composer\.lock$/, readComposerLock],
];

/** A file below a folder called `requirements` is one of pip's, whatever its own name. */
const IN_REQUIREMENTS_FOLDER = /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i;

/** Larger ones are not read: no person wrote them, and nobody reads the difference. */
export const LARGEST_MANIFEST_BYTES = 4_000_000;
/** More are not kept. */
const MOST_ENTRIES = 20_000;

export function listsDependencies(file: string): boolean {
  return readerOf(file) !== undefined;
}

/** What a file asks for, undefined where it is none that lists dependencies, or cannot be read. */
export function readEntries(file: string, text: string): Entries | undefined {
  const entries = readerOf(file)?.(text);
  if (entries === undefined || entries.size === 0 || entries.size > MOST_ENTRIES) return undefined;
  return new Map([...entries].map(([name, value]) => [maskInstruction(name), maskInstruction(value)]));
}

function readerOf(file: string): ReadEntries | undefined {
  if (IN_REQUIREMENTS_FOLDER.test(file)) return readPipRequirements;
  const name = path.basename(file);
  return READERS.find(([pattern]) => pattern.test(name))?.[1];
}
