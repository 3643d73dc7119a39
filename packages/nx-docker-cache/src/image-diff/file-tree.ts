import { IMPLIED_FOLDER, type ImageFile } from './image-file';

/** A file with its place, and what is in it when it is a folder. */
export interface FileNode {
  readonly file: ImageFile;
  readonly children: ReadonlyMap<string, FileNode>;
}

interface OpenNode {
  file: ImageFile;
  readonly children: Map<string, OpenNode>;
}

/** The files of an image as its layers make them, one above the other. Paths have no slash in front: `usr/bin`, empty for the root. */
export class FileTree {
  private readonly top: OpenNode = emptyFolder();

  get root(): FileNode {
    return this.top;
  }

  find(path: string): FileNode | undefined {
    return this.open(namesOf(path));
  }

  /** Puts a file in the place of what was there. A folder over a folder keeps what is in it. */
  put(path: string, file: ImageFile): void {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) {
      this.top.file = file;
      return;
    }
    const { children } = this.folder(names);
    const before = children.get(name);
    if (before?.file.type === 'directory' && file.type === 'directory') before.file = file;
    else children.set(name, { file, children: new Map() });
  }

  /** Takes a file away, with all that is in it. */
  remove(path: string): void {
    const names = namesOf(path);
    const name = names.pop();
    if (name !== undefined) this.open(names)?.children.delete(name);
  }

  /** Takes away what is in a folder. */
  empty(path: string): void {
    this.open(namesOf(path))?.children.clear();
  }

  private open(names: readonly string[]): OpenNode | undefined {
    return names.reduce<OpenNode | undefined>((node, name) => node?.children.get(name), this.top);
  }

  /** The folder, made where it is missing. */
  private folder(names: readonly string[]): OpenNode {
    return names.reduce<OpenNode>((node, name) => {
      const found = node.children.get(name);
      if (found?.file.type === 'directory') return found;
      const made = emptyFolder();
      node.children.set(name, made);
      return made;
    }, this.top);
  }
}

function emptyFolder(): OpenNode {
  return { file: IMPLIED_FOLDER, children: new Map() };
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
