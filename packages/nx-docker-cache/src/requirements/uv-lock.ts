import { collected, type Packages } from './packages';

/**
 * The packages of a uv.lock, for every Python and every group, without the project itself. uv writes the file: each package
 * is a table `[[package]]` that begins with its name, version and source (uv-resolver, lock/mod.rs).
 */
export function lockedPackages(text: string): Packages {
  const tables = text.split(/^\[\[package\]\]\s*$/m).slice(1);
  return collected(
    tables.flatMap((table): (readonly [string, string])[] => {
      const name = /^name = "([^"]+)"/m.exec(table)?.[1];
      const version = /^version = "([^"]+)"/m.exec(table)?.[1] ?? '';
      const source = /^source = (.*)$/m.exec(table)?.[1] ?? '';
      return name === undefined || IS_PROJECT.test(source) ? [] : [[name, `${version} ${source}`]];
    }),
  );
}

const IS_PROJECT = /^\{ (?:virtual|editable) = "\." \}/;

/** Whether a file is uv's lock file, by its name. */
export function isUvLock(path: string): boolean {
  return /(?:^|\/)uv\.lock$/.test(path);
}
