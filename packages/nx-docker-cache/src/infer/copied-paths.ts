import { copySources } from '../dockerfile/copy-sources';
import type { Dockerfile } from '../dockerfile/syntax';

/**
 * The paths in the build context that the COPY and ADD instructions of a Dockerfile name, each up to its first
 * wildcard or variable (`src/*.py` → `src`); sources that are the whole context are left out, and so are URLs.
 */
export function copiedPaths(dockerfile: Dockerfile): readonly string[] {
  const paths = dockerfile.instructions
    .map((instruction) => copySources(instruction))
    .filter((copied) => copied?.from === undefined)
    .flatMap((copied) => copied?.sources ?? [])
    .filter(({ text }) => !/^[a-z+]+:\/\/|^git@/i.test(text))
    .map(({ text }) => certainPart(text))
    .filter((path) => path !== '');
  return [...new Set(paths)];
}

function certainPart(source: string): string {
  const parts = source.split('/').filter((part) => part !== '' && part !== '.');
  const uncertain = parts.findIndex((part) => /[*?[\\$"'`]/.test(part));
  return (uncertain === -1 ? parts : parts.slice(0, uncertain)).join('/');
}
