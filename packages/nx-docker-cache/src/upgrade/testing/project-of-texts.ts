import { treeOf } from '../../context/context-tree';
import type { ProjectFiles } from '../../context/project-files';

/** Files by path; `from -> to` is a link, a name with a slash at its end an empty folder. */
export function projectOfTexts(files: Readonly<Record<string, string>>): ProjectFiles {
  const tree = treeOf(Object.keys(files));
  return {
    list: (folder) => tree.list(folder),
    readLink: (path) => tree.readLink(path),
    text: (path) => files[path],
  };
}
