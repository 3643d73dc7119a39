import type { Tree } from '@nx/devkit';
import { join, normalize } from 'node:path/posix';
import type { EntryKind } from '../context/context-tree';
import { sentFiles, type ProjectFiles, type SentFiles } from '../context/project-files';
import { decodeDockerfile } from '../dockerfile/decode';
import { parse } from '../dockerfile/parse';
import { contextFolder } from '../infer/context-folder';
import { copiedPaths } from '../infer/copied-paths';
import { folderTree } from '../io/folder-tree';

/** A Dockerfile and its project. Paths are relative to the workspace. */
export interface ContextOfDockerfile {
  readonly file: string;
  readonly root: string;
  /** The option `context` of a build target. */
  readonly written: string | undefined;
}

/** The build context of a Dockerfile in a tree, as the engine receives it; undefined where the ignore file is refused. */
export function treeContext(tree: Tree, place: ContextOfDockerfile): SentFiles | undefined {
  const folder = contextFolderIn(tree, place);
  const ignoreFile = ignoreFileIn(tree, place.file, folder);
  const text = ignoreFile === undefined ? undefined : (tree.read(ignoreFile, 'utf8') ?? undefined);
  return sentFiles(treeFiles(tree, folder), text);
}

/** The ignore file in force. One beside the Dockerfile takes the place of the one of the context. */
export function ignoreFileIn(tree: Tree, dockerfile: string, folder: string): string | undefined {
  return [`${dockerfile}.dockerignore`, join(folder, '.dockerignore')].find((file) => tree.isFile(file));
}

/** The folder of the build context, relative to the workspace; `.` for the workspace itself. */
export function contextFolderIn(tree: Tree, { file, root, written = 'auto' }: ContextOfDockerfile): string {
  if (written === 'workspace') return '.';
  if (written !== 'auto' && written !== 'project') return normalize(written);
  const decoded = decodeDockerfile(tree.read(file) ?? new Uint8Array());
  const parsed = decoded.ok ? parse(decoded.text) : undefined;
  return contextFolder({
    choice: written,
    projectRoot: root,
    copiedPaths: parsed?.ok === true ? copiedPaths(parsed.dockerfile) : [],
    exists: (path) => tree.exists(path),
  });
}

/** A tree of Nx follows links without a word, so the disk is asked which of its entries are some. */
export function treeFiles(tree: Tree, folder: string): ProjectFiles {
  const disk = folderTree(join(tree.root, folder));
  return {
    list: (inner) => {
      const path = join(folder, inner);
      if (path !== '.' && (!tree.exists(path) || tree.isFile(path))) return undefined;
      const links = disk.list(inner);
      return new Map(
        tree.children(path).map((name): [string, EntryKind] => {
          if (links?.get(name) === 'symlink') return [name, 'symlink'];
          return [name, tree.isFile(join(path, name)) ? 'file' : 'directory'];
        }),
      );
    },
    readLink: (path) => disk.readLink(path),
    text: (path) => tree.read(join(folder, path), 'utf8') ?? undefined,
  };
}
