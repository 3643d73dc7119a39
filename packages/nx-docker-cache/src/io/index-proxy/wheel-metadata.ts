import { inflateRawSync } from 'node:zlib';

/** Reads bytes of an archive, from `offset`; fewer at its end. */
export type ReadBytes = (offset: number, length: number) => Promise<Buffer>;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** A file of names and a description, of some kilobytes. */
const MOST_METADATA_BYTES = 32 * 1024 * 1024;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

/**
 * The METADATA of a wheel (a zip archive), reading only its directory and that one entry. Throws a RangeError when
 * there is none or the archive is damaged. No zip64: wheels of 4 GiB have their metadata beside them.
 */
export async function wheelMetadata(size: number, read: ReadBytes): Promise<Buffer> {
  const entries = await readDirectory(size, read);
  const entry = entries.find(({ name }) => /^[^/]+\.dist-info\/METADATA$/.test(name));
  if (entry === undefined) throw new RangeError('no METADATA in the wheel');
  if (entry.compressedSize > MOST_METADATA_BYTES) throw new RangeError('the METADATA is too large');
  const header = await read(entry.headerOffset, 30);
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const body = await read(start, entry.compressedSize);
  return entry.method === 0 ? body : inflateRawSync(body, { maxOutputLength: MOST_METADATA_BYTES });
}

async function readDirectory(size: number, read: ReadBytes): Promise<readonly ZipEntry[]> {
  const tailStart = Math.max(0, size - END_LENGTH - LONGEST_COMMENT);
  const tail = await read(tailStart, size - tailStart);
  const end = lastIndexOf(tail, END_OF_DIRECTORY);
  if (end === undefined) throw new RangeError('not a zip archive');
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  const directory =
    offset >= tailStart
      ? tail.subarray(offset - tailStart, offset - tailStart + length)
      : await read(offset, length);
  return entriesOf(directory);
}

function entriesOf(directory: Buffer): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function lastIndexOf(buffer: Buffer, signature: number): number | undefined {
  for (let at = buffer.length - END_LENGTH; at >= 0; at--)
    if (buffer.readUInt32LE(at) === signature) return at;
  return undefined;
}
