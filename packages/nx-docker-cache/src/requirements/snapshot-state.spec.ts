import { flatten } from './flatten';
import { isHeavy } from './heavy-packages';
import { askedPackages } from './packages';
import { isCompanion, readSnapshot, snapshotText, sourcesOf } from './snapshot';
import { snapshotNames } from './snapshot-names';
import { snapshotState } from './snapshot-state';
import { takeSnapshot } from './take-snapshot';
import { lockedPackages } from './uv-lock';

const flat = (text: string) => {
  const found = flatten(['r.txt'], () => text);
  if (found.kind !== 'flat') throw new Error(found.detail);
  return found;
};
const taken = (text: string) => readSnapshot(snapshotText(['r.txt'], flat(text)))!;
const state = (then: string, now: string, most?: number) =>
  snapshotState(taken(then), askedPackages(flat(now).requirements), isHeavy, most);

/** As jest types its matchers, they are `any`. */
const saying = (text: string): unknown => expect.stringContaining(text);

describe('snapshotState', () => {
  it.each<[string, string, string, object]>([
    ['the same', 'a==1\nb==2\n', 'b==2\na==1\n', { removed: [], changed: [], added: [], due: undefined }],
    ['other hashes', 'a==1 --hash=sha256:a\n', 'a==1 --hash=sha256:b\n', { changed: [], due: undefined }],
    ['one more', 'a==1\n', 'a==1\nb==2\n', { added: ['b'], due: undefined }],
    ['another version', 'a==1\n', 'a==2\n', { changed: ['a'], due: undefined }],
    ['another extra', 'a==1\n', 'a[x]==1\n', { changed: ['a'], due: undefined }],
    ['another marker', 'a==1\n', 'a==1 ; python_version > "3"\n', { changed: ['a'] }],
    ['another spelling', 'Ruamel_YAML==1\n', 'ruamel.yaml==1\n', { removed: [], changed: [], added: [] }],
    ['one less', 'a==1\nb==2\n', 'a==1\n', { removed: ['b'], due: saying('b, which nothing') }],
    ['a heavy one more', 'a==1\n', 'a==1\ntorch==2.4.0\n', { due: saying('torch is large') }],
    ['a heavy one anew', 'torch==1\n', 'torch==2\n', { due: saying('torch is large') }],
    ['two markers of one', 'a==1 ; x\na==2 ; y\n', 'a==2 ; y\na==1 ; x\n', { changed: [] }],
  ])('%s', (_, then, now, expected) => {
    expect(state(then, now)).toMatchObject(expected);
  });

  it('is due where too many differ', () => {
    const many = Array.from({ length: 3 }, (_, index) => `p${index}==1\n`).join('');
    expect(state('a==1\n', `a==1\n${many}`, 3).due).toBeUndefined();
    expect(state('a==1\n', `a==1\n${many}`, 2).due).toContain('3 packages differ');
  });

  it('names a few of many', () => {
    expect(state('a==1\nb==1\nc==1\nd==1\ne==1\n', 'e==1\n').due).toContain('a, b, c and 1 more,');
  });
});

describe('a snapshot', () => {
  it('is read as it was written, with the paths of its sources', () => {
    const text = snapshotText(['r.txt', '../dev.txt'], flat('--require-hashes\na==1 --hash=sha256:a\n'));
    expect(text.split('\n').slice(2)).toEqual(['--require-hashes', 'a==1 \\', '    --hash=sha256:a', '']);
    const snapshot = readSnapshot(text)!;
    expect(sourcesOf(snapshot, 'svc/r.base.txt')).toEqual(['svc/r.txt', 'dev.txt']);
    expect([...snapshot.packages]).toEqual([['a', '[]==1;']]);
    expect(snapshot.removes).toBe(false);
  });

  it('is told from any other file', () => {
    expect(readSnapshot('# requirements\na==1\n')).toBeUndefined();
    expect(readSnapshot('')).toBeUndefined();
  });

  it.each([
    ['requirements.txt', 'requirements.base.txt'],
    ['svc/dev.in', 'svc/dev.base.txt'],
    ['requirements.lock', 'requirements.lock.base.txt'],
    ['svc/uv.lock', 'svc/uv.base.lock'],
  ])('of %s is %s', (path, name) => {
    expect(snapshotNames(path)[0]).toBe(name);
  });
});

describe('a snapshot of a lock file', () => {
  const table = (
    name: string,
    version: string,
    source = 'registry = "https://index.example/simple"',
  ): string => `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { ${source} }\n\n`;
  const lock = (...tables: readonly string[]): string =>
    ['version = 1\n', table('app', '1.0', 'virtual = "."'), ...tables].join('\n');
  const take = (text: string | undefined, manifest: string | undefined = '[project]\n') =>
    takeSnapshot('app/uv.base.lock', ['app/uv.lock'], (path) =>
      path === 'app/uv.lock' ? text : path === 'app/pyproject.toml' ? manifest : undefined,
    );

  it('is the file itself, with pyproject.toml beside it', () => {
    const text = lock(table('click', '8.1.7'));
    const taken = take(text);
    const files = taken.kind === 'taken' ? taken.files : new Map<string, string>();
    expect([...files.keys()]).toEqual(['app/uv.base.lock', 'app/pyproject.base.toml']);
    expect(files.get('app/uv.base.lock')?.endsWith(text)).toBe(true);
    const snapshot = readSnapshot(files.get('app/uv.base.lock') ?? '');
    expect(snapshot).toMatchObject({ sources: ['uv.lock'], removes: true });
    expect([...(snapshot?.packages.keys() ?? [])]).toEqual(['click']);
    expect(isCompanion(files.get('app/pyproject.base.toml') ?? '')).toBe(true);
    expect(readSnapshot(files.get('app/pyproject.base.toml') ?? '')).toBeUndefined();
  });

  it.each([
    [undefined, '', 'app/uv.lock'],
    ['version = 1', undefined, 'app/pyproject.toml'],
  ])('is none where a file is missing (%#)', (text, manifest, detail) => {
    expect(
      takeSnapshot('app/uv.base.lock', ['app/uv.lock'], (path) => (path.endsWith('lock') ? text : manifest)),
    ).toEqual({ kind: 'unreadable', detail });
  });

  it.each<[string, string, string, object]>([
    ['the same', lock(table('a', '1')), lock(table('a', '1')), { due: undefined, added: [], changed: [] }],
    ['a newer project', lock(), lock().replace('"1.0"', '"1.1"'), { due: undefined, changed: [] }],
    ['one more', lock(), lock(table('a', '1')), { added: ['a'], due: undefined }],
    ['another version', lock(table('a', '1')), lock(table('a', '2')), { changed: ['a'], due: undefined }],
    [
      'another source',
      lock(table('a', '1')),
      lock(table('a', '1', 'git = "https://a?rev=1#2"')),
      { changed: ['a'] },
    ],
    ['one less', lock(table('a', '1')), lock(), { removed: ['a'], due: saying('takes room in the image') }],
    [
      'two versions, in another order',
      lock(table('a', '1'), table('a', '2')),
      lock(table('a', '2'), table('a', '1')),
      { changed: [] },
    ],
  ])('after %s', (_, then, now, expected) => {
    const before = { packages: lockedPackages(then), removes: true };
    expect(snapshotState(before, lockedPackages(now), isHeavy)).toMatchObject(expected);
  });
});

describe('flatten', () => {
  const files: Readonly<Record<string, string>> = {
    'a/r.txt': '-r ../b/r.txt\n-c c.txt\nx==1\n',
    'b/r.txt': '-r ../a/r.txt\ny==1\n',
    'url.txt': '-r https://example.test/r.txt\n',
    'odd.txt': 'x==${V}\n',
  };
  const read = (path: string) => files[path];

  it('follows includes, each once, and leaves constraints out', () => {
    expect(flatten(['a/r.txt'], read)).toMatchObject({
      requirements: [{ name: 'x' }, { name: 'y' }],
      files: [{ path: 'a/r.txt' }, { path: 'b/r.txt' }],
    });
  });

  it.each([
    ['url.txt', 'url.txt:1 -r https://example.test/r.txt'],
    ['odd.txt', 'odd.txt:1 x==${V}'],
    ['missing.txt', 'missing.txt'],
  ])('says what cannot be read in %s', (path, detail) => {
    expect(flatten([path], read)).toEqual({ kind: 'unreadable', detail });
  });
});
