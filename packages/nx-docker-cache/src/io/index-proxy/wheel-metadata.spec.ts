import { wheelMetadata } from './wheel-metadata';
import { zipArchive } from './zip-archive';

const METADATA = 'Metadata-Version: 2.1\nName: foo\n';
const entries = {
  'foo/__init__.py': 'x = 1\n'.repeat(20_000),
  'foo/vendored.dist-info/deep/METADATA': 'not this one',
  'foo-1.0.dist-info/METADATA': METADATA,
};

function reading(archive: Buffer): {
  bytes: number;
  read: (offset: number, length: number) => Promise<Buffer>;
} {
  const reader = {
    bytes: 0,
    read: (offset: number, length: number): Promise<Buffer> => {
      reader.bytes += length;
      return Promise.resolve(archive.subarray(offset, offset + length));
    },
  };
  return reader;
}

it.each([
  ['deflated', zipArchive(entries)],
  ['stored', zipArchive(entries, { deflated: false })],
  ['with a comment', zipArchive(entries, { comment: 'made by hand' })],
  ['with a directory before the tail', zipArchive({ ...entries, ...manyFiles() })],
])('finds the metadata in an archive, %s', async (_, archive) => {
  const { read } = reading(archive);
  expect((await wheelMetadata(archive.length, read)).toString()).toBe(METADATA);
});

it('reads the tail and the entry only', async () => {
  const archive = zipArchive({ ...entries, 'big.bin': 'z'.repeat(2_000_000) }, { deflated: false });
  const reader = reading(archive);
  await wheelMetadata(archive.length, reader.read);
  expect(reader.bytes).toBeLessThan(70_000);
});

it.each([
  ['no zip at all', Buffer.from('hello')],
  ['empty', Buffer.alloc(0)],
  ['metadata of megabytes', zipArchive({ 'foo-1.0.dist-info/METADATA': 'x'.repeat(40_000_000) })],
  ['no metadata', zipArchive({ 'a.py': '' })],
])('refuses: %s', async (_, archive) => {
  // By its name: zlib throws one of another realm than jest's.
  await expect(wheelMetadata(archive.length, reading(archive).read)).rejects.toMatchObject({
    name: 'RangeError',
  });
});

function manyFiles(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`data/file-with-a-long-name-${index}.txt`, 'x']),
  );
}
