import type { Requirement } from './entry';

/** What is asked for of each distribution, by normalised name. Texts that are the same ask for the same. */
export type Packages = ReadonlyMap<string, string>;

/** Of requirements files; hashes are left out: they say where a distribution may come from, not what it is. */
export function askedPackages(requirements: readonly Requirement[]): Packages {
  return collected(
    requirements.map(({ name, extras, specifier, marker = '' }) => [
      name,
      `[${extras.join()}]${specifier};${marker}`,
    ]),
  );
}

/** One name may be asked for several times, for different Pythons. */
export function collected(pairs: readonly (readonly [name: string, asked: string])[]): Packages {
  const texts = new Map<string, string[]>();
  for (const [name, asked] of pairs) texts.set(name, [...(texts.get(name) ?? []), asked]);
  return new Map([...texts].map(([name, each]) => [name, [...new Set(each)].sort().join('\n')]));
}
