import * as path from 'node:path';
import type { Files } from '../../io/world';

/** So many are asked for at once: enough to keep a disk busy, few enough not to hold up everything else. */
const AT_ONCE = 64;

/** Bytes of files below a folder, by their paths relative to it. What is gone meanwhile is left out. */
export async function readSizes(
  files: Pick<Files, 'facts'>,
  folder: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE);
    const facts = await Promise.all(
      some.map((each) => files.facts(path.join(folder, each)).catch(() => undefined)),
    );
    facts.forEach((fact, index) => {
      if (fact !== undefined) sizes.set(some[index] ?? '', fact.size);
    });
  }
  return sizes;
}
