import type { Entries } from './entries';

type Json = Readonly<Record<string, unknown>>;

/** The direct dependencies of an npm package, and what else of the file an install looks at. */
export function readPackageJson(text: string): Entries {
  const file = parse(text);
  const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'overrides'];
  return new Map([
    ...lists.flatMap((list) =>
      Object.entries(object(file[list])).map(([name, value]) => [name, textOf(value)] as const),
    ),
    ...Object.entries(object(file['scripts'])).map(
      ([name, value]) => [`script ${name}`, textOf(value)] as const,
    ),
  ]);
}

/** Versions 2 and 3 list `packages` by their place in node_modules, version 1 `dependencies` by name. */
export function readNpmLock(text: string): Entries {
  const file = parse(text);
  const packages = Object.entries(object(file['packages'])).filter(([place]) => place !== '');
  const listed = packages.length > 0 ? packages : Object.entries(object(file['dependencies']));
  return new Map(
    listed.map(([place, value]) => [
      place.replace(/^node_modules\//, ''),
      textOf(object(value)['version'] ?? 'link'),
    ]),
  );
}

export function readPipfileLock(text: string): Entries {
  const file = parse(text);
  return new Map(
    ['default', 'develop'].flatMap((group) =>
      Object.entries(object(file[group])).map(([name, value]) => {
        const { version, ref, git } = object(value);
        return [name, textOf(version ?? ref ?? git ?? 'any version').replace(/^==/, '')] as const;
      }),
    ),
  );
}

export function readComposerLock(text: string): Entries {
  const file = parse(text);
  return new Map(
    ['packages', 'packages-dev'].flatMap((group) => {
      const list = file[group];
      return (Array.isArray(list) ? list : []).flatMap((each): [string, string][] => {
        const { name, version } = object(each);
        return typeof name === 'string' ? [[name, textOf(version)]] : [];
      });
    }),
  );
}

function parse(text: string): Json {
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
