import { createHash, type Hash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UpstreamAnswer } from './upstream';
import { partialName } from './write-whole';

/** A file that is coming in, or is there: it can be read from its beginning while its end is still under way. */
export interface ReadableFile {
  readonly size: number;
  /** Settles when all of it is on the disk. */
  readonly finished: Promise<void>;
  /** Bytes from `first` to `last`, both included, in pieces of at most `portion` bytes. Throws when the download fails. */
  chunks(first: number, last: number, portion: number): AsyncGenerator<Buffer>;
}

export const LARGEST_PORTION = 512 * 1024;

/** A file of the cache, whole. */
export function wholeFile(path: string, size: number): ReadableFile {
  return {
    size,
    finished: Promise.resolve(),
    async *chunks(first, last, portion) {
      const handle = await open(path, 'r');
      try {
        yield* pieces(handle, { first, last, portion }, () => Promise.resolve(size));
      } finally {
        await handle.close();
      }
    },
  };
}

/** A download into the cache. Its target appears only when all of it is there and its digest is right. */
export class Download implements ReadableFile {
  readonly finished: Promise<void>;
  readonly size: number;
  private readonly progress = new EventEmitter().setMaxListeners(0);
  private written = 0;
  /** How much may be handed out: the last byte only once the digest is known to be right. */
  private readable = 0;
  private failure: Error | undefined;
  private readonly partial: string;

  constructor(
    answer: UpstreamAnswer,
    private readonly target: string,
    private readonly sha256: string | undefined,
  ) {
    this.size = Number(answer.headers['content-length']);
    this.partial = partialName(target);
    this.finished = this.fetch(answer).catch((error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.progress.emit('more');
      throw this.failure;
    });
    this.finished.catch(() => undefined); // readers meet the failure in chunks()
  }

  async *chunks(first: number, last: number, portion: number): AsyncGenerator<Buffer> {
    await this.waitFor(1);
    const handle = await open(this.partial, 'r').catch(() => open(this.target, 'r'));
    try {
      yield* pieces(handle, { first, last, portion }, (offset) => this.waitFor(offset + 1));
    } finally {
      await handle.close();
    }
  }

  /** Resolves with the count of readable bytes as soon as that is `count` at least. */
  private async waitFor(count: number): Promise<number> {
    while (this.readable < Math.min(count, this.size)) {
      if (this.failure !== undefined) throw this.failure;
      await once(this.progress, 'more');
    }
    return this.readable;
  }

  private async fetch({ body }: UpstreamAnswer): Promise<void> {
    await mkdir(dirname(this.target), { recursive: true });
    const handle = await open(this.partial, 'w');
    const hash = createHash('sha256');
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        await handle.write(chunk);
        hash.update(chunk);
        this.written += chunk.length;
        this.readable = Math.min(this.written, this.size - 1);
        this.progress.emit('more');
      }
      this.check(hash);
      await handle.close();
      await rename(this.partial, this.target);
      this.readable = this.size;
      this.progress.emit('more');
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(this.partial, { force: true });
      throw error;
    }
  }

  private check(hash: Hash): void {
    if (this.written !== this.size) throw new Error(`the index sent ${this.written} of ${this.size} bytes`);
    if (this.sha256 !== undefined && hash.digest('hex') !== this.sha256)
      throw new Error('the digest is not what the index says');
  }
}

async function* pieces(
  handle: FileHandle,
  { first, last, portion }: { readonly first: number; readonly last: number; readonly portion: number },
  available: (offset: number) => Promise<number>,
): AsyncGenerator<Buffer> {
  for (let offset = first; offset <= last;) {
    const end = Math.min(await available(offset), last + 1);
    const { buffer, bytesRead } = await handle.read(
      Buffer.allocUnsafe(Math.min(portion, end - offset)),
      0,
      undefined,
      offset,
    );
    if (bytesRead === 0) throw new Error('the file in the cache is shorter than it was');
    yield buffer.subarray(0, bytesRead);
    offset += bytesRead;
  }
}
