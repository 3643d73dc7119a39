import { posix } from 'node:path';
import type { CopiedFiles } from '../manifests';

/** Where a setting counts from, and what has been copied. */
export interface NamingPlace {
  readonly folder: string | undefined;
  readonly copied: CopiedFiles;
}

const REMOTE = /\b(?!(?:\w+\+)?file:)[a-z][a-z0-9+.-]*:\/\/[^\s"',;]+/gi;
const FILE_URL = /(?:\b\w+\+)?\bfile:(?:\/\/(?:localhost)?(?=\/))?/gi;

/**
 * A copied file or folder that stands in the text of a setting: its path, absolute or from the folder, a file URL, or the
 * name of a module without its ending. A plain word (`bash`, `dev`) names none.
 */
export function namedFile(text: string, { folder, copied }: NamingPlace): string | undefined {
  return pathsIn(text).find((written) => {
    if (folder === undefined && !written.startsWith('/')) return false;
    const path = posix.resolve(folder ?? '/', written);
    return path !== '/' && isThere(path, copied);
  });
}

/** What may be a path in a text, addresses of servers left out. */
export function pathsIn(text: string): readonly string[] {
  return text
    .replace(REMOTE, ' ')
    .replace(FILE_URL, ' ')
    .split(/[\s:,;=<>|&"'`()[\]{}#?]+|(?<=^|[\s=:,;"'])-[A-Za-z](?=[./])/)
    .filter((part) => /[./]/.test(part) && !part.includes('*'));
}

function isThere(path: string, copied: CopiedFiles): boolean {
  if (copied.text(path) !== undefined || copied.names(path).length > 0) return true;
  const module = `${posix.basename(path)}.`;
  return copied.names(posix.dirname(path)).some((name) => name.startsWith(module));
}

/** Whether an address of an index or a registry is one of this machine: a file URL, a path. */
export function isLocalAddress(value: string): boolean {
  return /^(?:\w+\+)?file:/i.test(value) || !/^(?:[\w.-]+=)?[a-z][a-z0-9+.-]*:\/\//i.test(value);
}
