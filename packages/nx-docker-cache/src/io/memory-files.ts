import * as path from 'node:path/posix';
import type { EntryKind } from '../context/context-tree';
import type { ProjectFiles } from '../context/project-files';
import type { FileFacts, Files } from './world';

/** Files as a map from absolute path to content; a folder is there when something is below it. */
export function memoryFiles(
  start: Readonly<Record<string, string | Uint8Array>>,
  faults: Readonly<Record<string, string>>,
): { readonly files: Files; readonly contents: Map<string, Uint8Array> } {
  const contents = new Map(Object.entries(start).map(([file, content]) => [file, bytesOf(content)]));
  const below = (folder: string): string[] =>
    [...contents.keys()].filter((file) => file.startsWith(folder === '/' ? '/' : `${folder}/`));
  let temporaryFolders = 0;

  const injectFault = (action: string, target: string): void => {
    const code = faults[`${action} ${target}`];
    if (code !== undefined) throw fileError(code, action, target);
  };
  const facts = (target: string): FileFacts | undefined => {
    const content = contents.get(target);
    if (content !== undefined) return { ...FILE, size: content.length };
    return below(target).length > 0 ? FOLDER : undefined;
  };
  const read = (target: string): Uint8Array => {
    injectFault('read', target);
    const content = contents.get(target);
    if (content === undefined)
      throw fileError(below(target).length > 0 ? 'EISDIR' : 'ENOENT', 'read', target);
    return content;
  };

  const files: Files = {
    read: (target) => settle(() => read(target)),
    facts: (target) => settle(() => facts(target)),
    list: (folder) =>
      settle(() => {
        const names = below(folder).map((file) => path.relative(folder, file).split('/')[0] ?? '');
        if (names.length === 0) throw fileError('ENOENT', 'list', folder);
        return [...new Set(names)];
      }),
    project: (folder) => projectIn(contents, folder),
    write: (target, content) =>
      settle(() => {
        injectFault('write', target);
        contents.set(target, bytesOf(content));
      }),
    ...transfers(contents),
    remove: (target) =>
      settle(() => {
        for (const file of [target, ...below(target)]) contents.delete(file);
      }),
    realPath: (target) => settle(() => target),
    space: () => Promise.resolve(undefined),
    temporaryFolder: (prefix) =>
      settle(() => {
        temporaryFolders += 1;
        return `/tmp/${prefix}${temporaryFolders}`;
      }),
  };
  return { files, contents };
}

function transfers(contents: Map<string, Uint8Array>): Pick<Files, 'copy' | 'move'> {
  const transfer = (action: string, from: string, to: string): void => {
    const content = contents.get(from);
    if (content === undefined) throw fileError('ENOENT', action, from);
    if (action === 'move') contents.delete(from);
    contents.set(to, content);
  };
  return {
    copy: (from, to) =>
      settle(() => {
        transfer('copy', from, to);
      }),
    move: (from, to) =>
      settle(() => {
        transfer('move', from, to);
      }),
  };
}

function projectIn(contents: ReadonlyMap<string, Uint8Array>, root: string): ProjectFiles {
  const list = (folder: string): ReadonlyMap<string, EntryKind> | undefined => {
    const prefix = `${path.join(root, folder).replace(/\/$/, '')}/`;
    const inside = [...contents.keys()].filter((file) => file.startsWith(prefix));
    const parts = inside.map((file) => file.slice(prefix.length).split('/'));
    const entries = parts.map(([name = '', ...rest]): [string, EntryKind] => [
      name,
      rest.length === 0 ? 'file' : 'directory',
    ]);
    return entries.length === 0 ? undefined : new Map(entries);
  };
  const text = (file: string): string | undefined => {
    const content = contents.get(path.join(root, file));
    return content && new TextDecoder().decode(content);
  };
  return { list, text, readLink: () => undefined };
}

function settle<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(action());
  });
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function fileError(code: string, action: string, target: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`${code}: ${action} '${target}'`);
  error.code = code;
  error.path = target;
  return error;
}

const FILE: FileFacts = { kind: 'file', size: 0, modifiedMs: 0, isExecutable: false };
const FOLDER: FileFacts = { kind: 'directory', size: 0, modifiedMs: 0, isExecutable: true };
