import type { Image } from './image-archive';
import type { FileNode } from './file-tree';
import type { ImageFile } from './image-file';

/** What may differ in a file that both images have, or `presence` when only one has it. */
export type FileProperty =
  | 'presence'
  | 'type'
  | 'content'
  | 'mode'
  | 'owner'
  | 'link target'
  | 'hard links'
  | 'device'
  | 'extended attributes';

/** One thing that is not the same. `before` and `after` are for people; undefined where there is nothing. */
export type Difference = FileDifference | ConfigDifference;

export interface FileDifference {
  readonly subject: 'file';
  /** With a slash in front. */
  readonly path: string;
  readonly property: FileProperty;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly files: { readonly before: ImageFile | undefined; readonly after: ImageFile | undefined };
}

export interface ConfigDifference {
  readonly subject: 'config';
  /** `env PATH`, `user`. */
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Files that were changed at another time. */
  readonly times: number;
  readonly files: { readonly before: number; readonly after: number };
}

/** Compares two images: everything their configs say, and every file. */
export function compareImages(before: Image, after: Image): Comparison {
  const walk = new Walk();
  walk.compare('', before.files.root, after.files.root);
  return {
    differences: [...compareConfigs(before, after), ...walk.differences],
    times: walk.times,
    files: walk.files,
  };
}

function compareConfigs({ config: before }: Image, { config: after }: Image): ConfigDifference[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({ subject: 'config', name, before: before.get(name), after: after.get(name) }));
}

/** Two trees, walked side by side in the order of names. */
class Walk {
  readonly differences: FileDifference[] = [];
  readonly files = { before: 0, after: 0 };
  times = 0;
  /** The first path that both images have of each file with several names. */
  private readonly firstPath = { before: new Map<ImageFile, string>(), after: new Map<ImageFile, string>() };

  compare(path: string, before: FileNode | undefined, after: FileNode | undefined): void {
    if (before !== undefined) this.files.before += 1;
    if (after !== undefined) this.files.after += 1;
    if (before !== undefined && after !== undefined) this.compareFiles(path || '/', before.file, after.file);
    else this.add(path, 'presence', before?.file, after?.file, describeFile);
    const names = new Set([...(before?.children.keys() ?? []), ...(after?.children.keys() ?? [])]);
    for (const name of [...names].sort())
      this.compare(`${path}/${name}`, before?.children.get(name), after?.children.get(name));
  }

  private compareFiles(path: string, before: ImageFile, after: ImageFile): void {
    if (before.mtime !== after.mtime) this.times += 1;
    if (before.type !== after.type) {
      this.add(path, 'type', before, after, describeFile);
      return;
    }
    // One object when both images have the layer.
    const compared = before === after ? [] : PROPERTIES;
    for (const { property, show } of compared)
      if (show(before) !== show(after)) this.add(path, property, before, after, show);
    const [first, second] = [this.nameOf('before', before, path), this.nameOf('after', after, path)];
    if (first === second) return;
    this.differences.push({
      subject: 'file',
      path,
      property: 'hard links',
      before: describeLink(first, path),
      after: describeLink(second, path),
      files: { before, after },
    });
  }

  /** The first path under which a file was met. */
  private nameOf(side: 'before' | 'after', file: ImageFile, path: string): string {
    if (file.type === 'directory') return path;
    const names = this.firstPath[side];
    const known = names.get(file);
    if (known !== undefined) return known;
    names.set(file, path);
    return path;
  }

  private add(
    path: string,
    property: FileProperty,
    before: ImageFile | undefined,
    after: ImageFile | undefined,
    show: (file: ImageFile) => string,
  ): void {
    this.differences.push({
      subject: 'file',
      path,
      property,
      before: before && show(before),
      after: after && show(after),
      files: { before, after },
    });
  }
}

/** What is compared of two files of the same type, and how it is shown: different values are never shown alike. */
const PROPERTIES: readonly { readonly property: FileProperty; readonly show: (file: ImageFile) => string }[] =
  [
    { property: 'content', show: describeContent },
    { property: 'mode', show: describeMode },
    { property: 'owner', show: ({ uid, gid }) => `${uid}:${gid}` },
    { property: 'link target', show: ({ linkTarget }) => linkTarget },
    { property: 'device', show: ({ device }) => device },
    {
      property: 'extended attributes',
      show: ({ xattrs }) => [...xattrs].map(([name, value]) => `${name}=0x${value}`).join(' ') || 'none',
    },
  ];

function describeContent({ type, size, digest }: ImageFile): string {
  return type === 'file' ? `${size} bytes, sha256 ${digest}` : '';
}

function describeMode({ mode }: ImageFile): string {
  return mode.toString(8).padStart(4, '0');
}

function describeFile(file: ImageFile): string {
  const size = file.type === 'file' ? `, ${file.size} bytes` : '';
  const target = file.type === 'symlink' ? ` to ${file.linkTarget}` : '';
  return `${file.type}${target}${size}, ${describeMode(file)} ${file.uid}:${file.gid}`;
}

/** What a difference in hard links says of a file that shares its content with no path before it. */
export const OWN_FILE = 'a file of its own';

function describeLink(name: string, path: string): string {
  return name === path ? OWN_FILE : `the same file as ${name}`;
}
