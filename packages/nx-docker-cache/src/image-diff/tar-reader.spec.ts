import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TarHeader } from './tar-header';
import { TarReader } from './tar-reader';

const LONG = `${'deep/'.repeat(40)}${'n'.repeat(120)}`;
const NOT_UTF8 = Buffer.from('caf\xe9', 'latin1');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tar-reader-'));
  mkdirSync(join(folder, 'deep/'.repeat(40)), { recursive: true });
  writeFileSync(join(folder, LONG), 'long');
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'block'), 'b'.repeat(512), { mode: 0o755 });
  writeFileSync(join(folder, 'more'), 'm'.repeat(1500));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), NOT_UTF8]), 'bytes');
  linkSync(join(folder, 'block'), join(folder, 'zhard'));
  symlinkSync(LONG, join(folder, 'sym'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Read {
  readonly header: TarHeader;
  content: string;
}

/** `step`: how many bytes come at once. */
function readAll(archive: Uint8Array, step: number): Map<string, Read> {
  const reader = new TarReader();
  const entries = new Map<string, Read>();
  let current: Read | undefined;
  for (let start = 0; start < archive.length; start += step)
    for (const event of reader.read(archive.subarray(start, start + step)))
      if (event.kind === 'entry') current = { header: event.header, content: '' };
      else if (event.kind === 'content') current!.content += Buffer.from(event.bytes).toString();
      else entries.set(current!.header.path, current!);
  reader.end();
  return entries;
}

const archive = (format: string): Buffer =>
  execFileSync('tar', ['-C', folder, `--format=${format}`, '--sort=name', '--owner=x:3000000', '-c', '.'], {
    maxBuffer: 1 << 24,
  });

describe.each(['gnu', 'pax'])('an archive of GNU tar in the format %s', (format) => {
  it.each([1, 511, 512, 513, 65_536])('is read the same in pieces of %i bytes', (step) => {
    const entries = readAll(archive(format), step);
    expect(entries.get(`./${LONG}`)?.content).toBe('long');
    expect(entries.get('./block')).toMatchObject({
      header: { type: 'file', mode: 0o755, size: 512, uid: 3_000_000 },
      content: 'b'.repeat(512),
    });
    expect(entries.get('./more')?.content).toBe('m'.repeat(1500));
    expect(entries.get('./empty')).toMatchObject({ header: { size: 0 }, content: '' });
    expect(entries.get('./sym')?.header).toMatchObject({ type: 'symlink', linkTarget: LONG });
    expect(entries.get('./zhard')?.header).toMatchObject({ type: 'hard-link', linkTarget: './block' });
    expect(entries.get('./caf\udce9')?.content).toBe('bytes');
    expect(entries.get('./')?.header.type).toBe('directory');
  });
});

describe('an archive that is damaged', () => {
  it.each([700, 1500, 2047])('and cut off after %i bytes is refused', (length) => {
    expect(() => readAll(archive('gnu').subarray(0, length), 512)).toThrow('cut off');
  });

  it('or none at all is refused', () => {
    expect(() => readAll(Buffer.alloc(1024, 'x'), 512)).toThrow('cannot be read');
  });
});
