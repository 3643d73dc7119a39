import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './replace-file';

/** What is kept of the last build, one file for each builder. */
export interface LastBuilds {
  /** As JSON.parse gave it; undefined when there is none, or it is damaged. */
  read(builder: string): unknown;
  /** Of all builders, the latest first. */
  all(): readonly unknown[];
  write(builder: string, content: object): void;
}

/** Builders come and go in CI: of more than these the oldest are forgotten. */
const MOST_BUILDERS = 8;

/**
 * @param folder one for each thing that is kept
 * @param fileNameOf a file's name for a builder
 * @param most of more files than these the oldest are removed
 */
export function lastBuilds(
  folder: string,
  fileNameOf: (builder: string) => string,
  most = MOST_BUILDERS,
): LastBuilds {
  const fileOf = (builder: string): string => join(folder, `${fileNameOf(builder)}.json`);
  return {
    read: (builder) => readJson(fileOf(builder)),
    all: () => newestFirst(folder).map((name) => readJson(join(folder, name))),
    write: (builder, content) => {
      replaceFile(fileOf(builder), JSON.stringify(content));
      for (const name of newestFirst(folder).slice(most)) rmSync(join(folder, name), { force: true });
    },
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function newestFirst(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ name, time: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((a, b) => b.time - a.time)
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
