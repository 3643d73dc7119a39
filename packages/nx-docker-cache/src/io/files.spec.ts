import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realFiles } from './files';

const files = realFiles();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-spec-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('copy', () => {
  it('keeps content and mode, and makes the folders above', async () => {
    const file = join(folder, 'script');
    writeFileSync(file, 'text');
    chmodSync(file, 0o751);
    const copy = join(folder, 'a/b/script');
    await files.copy(file, copy);
    expect([readFileSync(copy, 'utf8'), statSync(copy).mode & 0o777]).toEqual(['text', 0o751]);
    await expect(files.copy(join(folder, 'nothing'), copy)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('write', () => {
  it('makes a file and the folders above it', async () => {
    const file = join(folder, 'a/b/c.json');
    await files.write(file, 'text');
    expect(readFileSync(file, 'utf8')).toBe('text');
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.json']);
  });

  it('replaces a file and keeps its mode', async () => {
    const file = join(folder, 'script');
    writeFileSync(file, 'old');
    chmodSync(file, 0o751);
    await files.write(file, new Uint8Array([110, 101, 119]));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o7777).toBe(0o751);
  });

  it('refuses a link and leaves it and its target as they are', async () => {
    const [target, link] = [join(folder, 'target'), join(folder, 'link')];
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    await expect(files.write(link, 'new')).rejects.toMatchObject({ code: 'ELOOP', path: link });
    expect([readFileSync(target, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['old', true]);
  });

  it('leaves nothing behind when it fails', async () => {
    mkdirSync(join(folder, 'taken/full'), { recursive: true });
    await expect(files.write(join(folder, 'taken'), 'text')).rejects.toMatchObject({
      code: expect.stringMatching(/EISDIR|ENOTEMPTY|EEXIST/) as string,
    });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('is never seen half done by a reader', async () => {
    const file = join(folder, 'big');
    const [one, two] = ['1'.repeat(500_000), '2'.repeat(500_000)];
    await files.write(file, one);
    const writing = { goesOn: true };
    const seen = new Set<string>();
    const reading = (async () => {
      while (writing.goesOn) seen.add((await files.read(file)).toString());
    })();
    for (let round = 0; round < 20; round += 1) await files.write(file, round % 2 === 0 ? two : one);
    writing.goesOn = false;
    await reading;
    for (const text of seen) expect([one, two].includes(text)).toBe(true);
  });
});

describe('facts', () => {
  it('tells files, folders and links apart, and what is not there', async () => {
    writeFileSync(join(folder, 'file'), '12345');
    symlinkSync('nowhere', join(folder, 'link'));
    const kinds = async (name: string): Promise<string | undefined> =>
      (await files.facts(join(folder, name)))?.kind;
    expect([
      await kinds('file'),
      await kinds('.'),
      await kinds('link'),
      await kinds('none'),
      await kinds('file/below'),
    ]).toEqual(['file', 'directory', 'symlink', undefined, undefined]);
    expect(await files.facts(join(folder, 'file'))).toMatchObject({ size: 5 });
  });
});

describe('the rest', () => {
  it('passes errors on as they are', async () => {
    await expect(files.read(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.list(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('removes folders, and nothing without complaint', async () => {
    const scratch = await files.temporaryFolder('files-spec-');
    writeFileSync(join(scratch, 'file'), '');
    await files.remove(scratch);
    await files.remove(scratch);
    expect(await files.facts(scratch)).toBeUndefined();
  });

  it('resolves links', async () => {
    symlinkSync(folder, join(folder, 'self'));
    expect(await files.realPath(join(folder, 'self'))).toBe(await files.realPath(folder));
  });
});
