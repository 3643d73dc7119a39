import { posix } from 'node:path';

/** Go's `filepath.Clean`: without `.`, doubled slashes and a slash at the end; `..` resolved where it can be. */
export function cleanPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** A path below the context, as the engine reads any path there: `/a`, `./a/` and `../a` are `a`, the context is ''. */
export function pathInContext(written: string): string {
  return cleanPath(`/${written}`).slice(1);
}

/** `''` and `a` → `a`; `a` and `b` → `a/b`. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
