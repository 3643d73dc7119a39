import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Download, type ReadableFile, wholeFile } from './download';
import type { IndexFile } from './index-page';
import { NotServed } from './not-served';
import { readAll, type Upstream } from './upstream';
import { SingleFlight } from './single-flight';
import { type ReadBytes, wheelMetadata } from './wheel-metadata';
import { writeWhole } from './write-whole';

/** The files of an index, on disk as soon as they have been asked for once. */
export class FileStore {
  private readonly opening = new Map<string, Promise<ReadableFile>>();
  private readonly metadataFlights = new SingleFlight<Buffer>();

  constructor(
    private readonly folder: string,
    private readonly upstream: Upstream,
  ) {}

  /** The file, from the cache or while it is being fetched; one download serves all that ask meanwhile. */
  open(file: IndexFile): Promise<ReadableFile> {
    const path = this.pathOf(file);
    const running = this.opening.get(path);
    if (running !== undefined) return running;
    const opened = this.fromDiskOrIndex(file, path);
    this.opening.set(path, opened);
    const forget = (): void => {
      this.opening.delete(path);
    };
    void opened.then((readable) => readable.finished).then(forget, forget);
    return opened;
  }

  /** The METADATA of a wheel: from the cache, from beside the wheel, or out of the wheel, reading as little as possible. */
  metadata(file: IndexFile): Promise<Buffer> {
    const path = `${this.pathOf(file)}.metadata`;
    return this.metadataFlights.run(path, async () => {
      if ((await sizeOf(path)) !== undefined) return readFile(path);
      const content = (await this.metadataBeside(file)) ?? (await this.metadataInside(file));
      await writeWhole(path, content);
      return content;
    });
  }

  /** Resolves when nothing is being fetched any more, however it ended: from then on nothing is written here. */
  async settled(): Promise<void> {
    const downloads = [...this.opening.values()].map(async (opened) => (await opened).finished);
    await Promise.allSettled([...downloads, this.metadataFlights.settled()]);
  }

  private async fromDiskOrIndex(file: IndexFile, path: string): Promise<ReadableFile> {
    const present = await sizeOf(path);
    if (present !== undefined) return wholeFile(path, present);
    const answer = await this.upstream.get(file.url, { 'accept-encoding': 'identity' });
    if (answer.status === 200 && answer.headers['content-length'] !== undefined) {
      return new Download(answer, path, file.hashes['sha256']);
    }
    answer.body.resume();
    throw new NotServed(file.filename, answer.status);
  }

  /** Asked for also where the index does not announce it: some serve it all the same. */
  private async metadataBeside(file: IndexFile): Promise<Buffer | undefined> {
    const { status, body } = await this.upstream.get(`${file.url}.metadata`, {
      'accept-encoding': 'identity',
    });
    const content = await readAll(body);
    const digest = file.metadataHashes['sha256'];
    if (status !== 200 || !/^Metadata-Version:/m.test(content.toString('utf8', 0, 4096))) return undefined;
    return digest === undefined || sha256(content) === digest ? content : undefined;
  }

  private async metadataInside(file: IndexFile): Promise<Buffer> {
    const size = await this.rangedSize(file);
    if (size !== undefined) return wheelMetadata(size, this.remoteBytes(file));
    const whole = await this.open(file);
    return wheelMetadata(whole.size, (offset, length) =>
      readAll(whole.chunks(offset, offset + length - 1, length)),
    );
  }

  /** The size of a file that is not here yet and whose server answers ranges. */
  private async rangedSize(file: IndexFile): Promise<number | undefined> {
    if ((await sizeOf(this.pathOf(file))) !== undefined) return undefined;
    const { status, headers, body } = await this.upstream.get(file.url, { range: 'bytes=0-0' });
    if (status !== 206) {
      body.destroy();
      return undefined;
    }
    body.resume();
    const size = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
    return size === undefined ? undefined : Number(size);
  }

  private remoteBytes(file: IndexFile): ReadBytes {
    return async (offset, length) => {
      const { body } = await this.upstream.get(file.url, { range: `bytes=${offset}-${offset + length - 1}` });
      return readAll(body);
    };
  }

  private pathOf({ url, hashes, filename }: IndexFile): string {
    const key = hashes['sha256'] ?? sha256(url);
    return join(this.folder, key.slice(0, 2), `${key.slice(2, 34)}-${filename.replace(/[^\w.+-]/g, '_')}`);
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
