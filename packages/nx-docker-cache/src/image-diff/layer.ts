import { createHash, type Hash } from 'node:crypto';
import type { FileTree } from './file-tree';
import type { ImageFile } from './image-file';
import { TarError, type TarHeader } from './tar-header';
import type { TarEvent } from './tar-reader';
import { steadyRule, type SteadyRule } from './volatile-content';

/** What a layer does to the files below it, in the order of its archive. */
export interface Layer {
  /** Paths that go, whatever the layers below have there. */
  readonly whiteouts: readonly string[];
  /** Folders whose content from the layers below goes. */
  readonly opaque: readonly string[];
  readonly entries: readonly LayerEntry[];
}

export interface LayerEntry {
  readonly path: string;
  readonly file: ImageFile | { readonly hardLinkTo: string };
}

/** OCI image specification, layer.md, "Whiteouts". */
const OPAQUE = '.wh..wh..opq';
const WHITEOUT = '.wh.';

/** Gathers a layer from what its archive consists of. Contents are hashed as they come and not kept. */
export class LayerReader {
  private readonly whiteouts: string[] = [];
  private readonly opaque: string[] = [];
  private readonly entries: LayerEntry[] = [];
  private current: { readonly header: TarHeader; readonly content: ContentDigest } | undefined;

  add(event: TarEvent): void {
    switch (event.kind) {
      case 'entry':
        this.current = { header: event.header, content: new ContentDigest(event.header) };
        return;
      case 'content':
        this.current?.content.add(event.bytes);
        return;
      case 'end':
        if (this.current !== undefined) this.finish(this.current.header, this.current.content);
        this.current = undefined;
    }
  }

  layer(): Layer {
    return { whiteouts: this.whiteouts, opaque: this.opaque, entries: this.entries };
  }

  private finish(header: TarHeader, content: ContentDigest): void {
    const path = plainPath(header.path);
    const slash = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
    if (name === OPAQUE) this.opaque.push(folder);
    // What begins with `.wh..wh.` are notes of AUFS to itself.
    else if (name.startsWith(`${WHITEOUT}${WHITEOUT}`)) return;
    else if (name.startsWith(WHITEOUT))
      this.whiteouts.push(`${folder === '' ? '' : `${folder}/`}${name.slice(WHITEOUT.length)}`);
    else this.entries.push({ path, file: entryOf(header, content) });
  }
}

/** Does to a tree what the layer does to the files below it. */
export function applyLayer(tree: FileTree, { whiteouts, opaque, entries }: Layer): void {
  for (const path of whiteouts) tree.remove(path);
  for (const folder of opaque) tree.empty(folder);
  for (const { path, file } of entries) {
    if (!('hardLinkTo' in file)) tree.put(path, file);
    else {
      const target = tree.find(file.hardLinkTo);
      if (target === undefined)
        throw new TarError(`${path} is a hard link to ${file.hardLinkTo}, which is not there`);
      tree.put(path, target.file);
    }
  }
}

function entryOf(header: TarHeader, content: ContentDigest): LayerEntry['file'] {
  if (header.type === 'hard-link') return { hardLinkTo: plainPath(header.linkTarget) };
  const { type, mode, uid, gid, size, mtime, linkTarget, device, xattrs } = header;
  return {
    type,
    mode: type === 'symlink' ? 0o777 : mode,
    uid,
    gid,
    size,
    ...content.digests(),
    linkTarget: type === 'symlink' ? linkTarget : '',
    device,
    xattrs,
    mtime,
  };
}

/** `./usr/bin/` and `/usr/bin` are `usr/bin`. */
function plainPath(path: string): string {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}

/** The digests of one file's content. Only files that have volatile parts are kept until they are whole. */
class ContentDigest {
  private readonly hash: Hash | undefined;
  private readonly rule: SteadyRule | undefined;
  private readonly kept: Uint8Array[] = [];

  constructor({ type, path, size }: TarHeader) {
    this.hash = type === 'file' ? createHash('sha256') : undefined;
    this.rule = type === 'file' ? steadyRule(plainPath(path), size) : undefined;
  }

  add(bytes: Uint8Array): void {
    this.hash?.update(bytes);
    // A copy: the piece is a view of a buffer that the stream fills again.
    if (this.rule !== undefined) this.kept.push(Buffer.from(bytes));
  }

  digests(): Pick<ImageFile, 'digest' | 'steadyDigest'> {
    const steady =
      this.rule &&
      createHash('sha256')
        .update(this.rule.steady(Buffer.concat(this.kept).toString('latin1')), 'latin1')
        .digest('hex');
    return { digest: this.hash?.digest('hex') ?? '', steadyDigest: steady };
  }
}
