import { once } from 'node:events';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { FileTree } from './file-tree';
import { readImageConfig, type ImageConfig } from './image-config';
import { applyLayer, LayerReader, type Layer } from './layer';
import { TarError } from './tar-header';
import { TarReader } from './tar-reader';

/** An image: what it says of itself, and its files. */
export interface Image {
  readonly config: ImageConfig;
  readonly files: FileTree;
}

/** What `docker image save` wrote: images by their references. A layer that several of them have is read once. */
export interface ImageArchive {
  /** @throws TarError when the archive does not hold all that the image is made of. */
  image(reference: string): Image;
}

/**
 * Reads what `docker image save` writes, in the layout of any engine (before version 25 layers stand in folders of
 * their own, since then under `blobs/`; `manifest.json` names them in both), as it comes: nothing is written to disk,
 * and of the contents of files only digests are kept.
 * @throws TarError
 */
export async function readImageArchive(chunks: AsyncIterable<Uint8Array>): Promise<ImageArchive> {
  const members = new Map<string, Member>();
  const links = new Map<string, string>();
  const archive = new TarReader();
  let path = '';
  let member: OpenMember | undefined;
  for await (const chunk of chunks) {
    for (const event of archive.read(chunk)) {
      if (event.kind === 'entry') {
        ({ path } = event.header);
        member = event.header.type === 'file' ? new OpenMember() : undefined;
        if (event.header.linkTarget !== '') links.set(path, resolveLink(path, event.header.linkTarget));
      } else if (event.kind === 'content') await member?.add(event.bytes);
      else if (member !== undefined) members.set(path, await member.end());
    }
  }
  archive.end();
  return archiveOf((name) => members.get(links.get(name) ?? name));
}

/** A file of the archive: a layer, or text that may be a manifest or a config. */
type Member =
  | { readonly kind: 'layer'; readonly layer: Layer }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly why: string };

function archiveOf(memberAt: (name: string) => Member | undefined): ImageArchive {
  const textOf = (name: string): string => {
    const member = memberAt(name);
    if (member?.kind !== 'text') throw new TarError(`the archive has no ${name}`);
    return member.text;
  };
  const layerOf = (name: string): Layer => {
    const member = memberAt(name);
    if (member?.kind === 'layer') return member.layer;
    throw new TarError(
      member?.kind === 'other'
        ? `the layer ${name} cannot be read: ${member.why}`
        : `the archive has no layer ${name}`,
    );
  };
  const manifests = JSON.parse(textOf('manifest.json')) as readonly ManifestEntry[];
  return {
    image: (reference) => {
      const entry = manifests.find(({ RepoTags: tags }) => tags?.includes(reference));
      if (entry === undefined) throw new TarError(`the archive has no image ${reference}`);
      const files = new FileTree();
      for (const name of entry.Layers) applyLayer(files, layerOf(name));
      return { config: readImageConfig(textOf(entry.Config)), files };
    },
  };
}

/** `manifest.json` as moby writes it (image/tarexport). */
interface ManifestEntry {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** In the older layout a layer that two images have is a link, `../<id>/layer.tar`. */
function resolveLink(path: string, target: string): string {
  return new URL(target, `file:///${path}`).pathname.slice(1);
}

/** Enough to tell the formats apart: a tar archive has its magic at byte 257. */
const HEAD = 512;

/** Configs of real images have some KiB. */
const LARGEST_TEXT = 16 * 1024 * 1024;

/** A file of the archive while it comes in. */
class OpenMember {
  private head: Uint8Array = new Uint8Array();
  private sink: Sink | undefined;

  /** Resolves when more may come. */
  async add(bytes: Uint8Array): Promise<void> {
    if (this.sink !== undefined) {
      await this.sink.add(bytes);
      return;
    }
    this.head = Buffer.concat([this.head, bytes]);
    if (this.head.length < HEAD) return;
    this.sink = sinkFor(this.head);
    await this.sink.add(this.head);
  }

  async end(): Promise<Member> {
    if (this.sink === undefined) {
      this.sink = sinkFor(this.head);
      if (this.head.length > 0) await this.sink.add(this.head);
    }
    return this.sink.end();
  }
}

interface Sink {
  add(bytes: Uint8Array): Promise<void>;
  end(): Promise<Member>;
}

/** By what the file begins with: names and media types differ between the layouts. */
function sinkFor(head: Uint8Array): Sink {
  if (head[0] === 0x1f && head[1] === 0x8b) return compressedLayer(zlib.createGunzip());
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return zstdLayer();
  const isTar = Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
  const isEmptyTar = head.length === HEAD && head.every((byte) => byte === 0);
  return isTar || isEmptyTar ? plainLayer() : text();
}

function plainLayer(): Sink {
  const [archive, layer] = [new TarReader(), new LayerReader()];
  return {
    add: (bytes) => {
      for (const event of archive.read(bytes)) layer.add(event);
      return Promise.resolve();
    },
    end: () => {
      archive.end();
      return Promise.resolve({ kind: 'layer', layer: layer.layer() });
    },
  };
}

/** Waits whenever the decompression is behind, so that little is in memory at any time. */
function compressedLayer(decompress: Transform): Sink {
  const [archive, layer] = [new TarReader(), new LayerReader()];
  const done = new Promise<void>((resolve, reject) => {
    decompress.on('error', (cause) => {
      reject(new TarError(`a layer cannot be decompressed: ${cause.message}`, { cause }));
    });
    decompress.on('data', (bytes: Buffer) => {
      try {
        for (const event of archive.read(bytes)) layer.add(event);
      } catch (error) {
        decompress.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    decompress.on('end', resolve);
  });
  // Reported where it is awaited; until then it is no unhandled one.
  done.catch(() => undefined);
  return {
    add: async (bytes) => {
      // A copy: the piece may be a view of a buffer that is filled again before it is read here.
      if (!decompress.write(Buffer.from(bytes))) await Promise.race([once(decompress, 'drain'), done]);
    },
    end: async () => {
      decompress.end();
      await done;
      archive.end();
      return { kind: 'layer', layer: layer.layer() };
    },
  };
}

/** In Node since 22.15 and 23.8. */
function zstdLayer(): Sink {
  const create = (zlib as { readonly createZstdDecompress?: () => Transform }).createZstdDecompress;
  if (create !== undefined) return compressedLayer(create());
  return {
    add: () => Promise.resolve(),
    end: () =>
      Promise.resolve({
        kind: 'other',
        why: 'it is compressed with zstd, which this version of Node does not know (22.15 and later do)',
      }),
  };
}

function text(): Sink {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    add: (bytes) => {
      size += bytes.length;
      if (size <= LARGEST_TEXT) pieces.push(Buffer.from(bytes));
      return Promise.resolve();
    },
    end: () =>
      Promise.resolve(
        size <= LARGEST_TEXT
          ? { kind: 'text', text: Buffer.concat(pieces).toString('utf8') }
          : { kind: 'other', why: 'it is no tar archive' },
      ),
  };
}
