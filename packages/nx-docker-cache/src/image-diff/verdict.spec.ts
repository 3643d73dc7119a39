import { compareImages } from './compare-images';
import { FileTree } from './file-tree';
import type { Image } from './image-archive';
import { readImageConfig } from './image-config';
import type { ImageFile } from './image-file';
import { applyLayer } from './layer';
import { nameMatcher } from './name-matcher';
import { renderVerdict } from './render-verdict';
import { judge, type Verdict } from './verdict';

const FILE: ImageFile = {
  type: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  size: 1,
  digest: 'a',
  steadyDigest: undefined,
  linkTarget: '',
  device: '',
  xattrs: new Map(),
  mtime: 1,
};
const FOLDER: ImageFile = { ...FILE, type: 'directory', mode: 0o755, size: 0, digest: '' };

type Files = Readonly<Record<string, Partial<ImageFile>>>;

function image(files: Files, config: object = {}): Image {
  const tree = new FileTree();
  for (const [path, facts] of Object.entries(files))
    tree.put(path, { ...(facts.type === 'directory' ? FOLDER : FILE), ...facts });
  return { files: tree, config: readImageConfig(JSON.stringify({ config })) };
}

function verdictOn(before: Image, after: Image, expect: readonly string[] = []): Verdict {
  return judge(compareImages(before, after), {
    before: before.files,
    after: after.files,
    cacheMounts: ['/root/.cache/pip', '/root/.cache/pypoetry/artifacts', '/cache'],
    isNamedByUser: nameMatcher(expect),
  });
}

const found = ({ unexpected }: Verdict): string[] =>
  unexpected.map((each) => (each.subject === 'file' ? `${each.path} ${each.property}` : each.name));

describe('a difference of a file that nothing explains', () => {
  it.each<[string, Partial<ImageFile>]>([
    ['content', { digest: 'b' }],
    ['content', { size: 2 }],
    ['mode', { mode: 0o4644 }],
    ['owner', { uid: 7 }],
    ['owner', { gid: 7 }],
    ['type', { type: 'fifo' }],
    ['extended attributes', { xattrs: new Map([['security.capability', '80']]) }],
  ])('is its %s', (property, facts) => {
    expect(found(verdictOn(image({ x: {} }), image({ x: facts })))).toEqual([`/x ${property}`]);
  });

  it('is where a link points to', () => {
    const [a, b] = ['a', 'b'].map((linkTarget) => image({ x: { type: 'symlink', linkTarget } }));
    expect(found(verdictOn(a!, b!))).toEqual(['/x link target']);
  });

  it('is that it is missing or new', () => {
    expect(found(verdictOn(image({ a: {} }), image({ b: {} })))).toEqual(['/a presence', '/b presence']);
  });

  it('is that it is no longer a hard link', () => {
    const linked = new FileTree();
    for (const path of ['a', 'b']) linked.put(path, FILE);
    const before = { files: linked, config: new Map<string, string>() };
    expect(found(verdictOn(before, image({ a: {}, b: {} })))).toEqual(['/b hard links']);
  });
});

it('that packages are copies and no longer links among each other is expected of a mount', () => {
  const [a, b] = ['app/node_modules/.pnpm/x/a.js', 'app/node_modules/.pnpm/x/b.js'];
  const linked = new FileTree();
  for (const path of [a, b]) linked.put(path, FILE);
  const verdict = verdictOn(
    { files: linked, config: new Map<string, string>() },
    image({ [a]: {}, [b]: {} }),
  );
  expect([found(verdict), verdict.expected.map(({ code }) => code)]).toEqual([[], ['copied-from-mount']]);
});

describe('a difference of the config', () => {
  it.each<[string, object, object]>([
    ['env A', { Env: ['A=1'] }, { Env: ['A=2'] }],
    ['user', { User: 'app' }, {}],
    ['entrypoint', { Entrypoint: ['a'] }, { Entrypoint: ['a', 'b'] }],
    ['command', { Cmd: ['a'] }, {}],
    ['working folder', { WorkingDir: '/a' }, { WorkingDir: '/b' }],
    ['label x', { Labels: { x: '1' } }, {}],
    ['exposed port 80/tcp', { ExposedPorts: { '80/tcp': {} } }, {}],
    ['volume /data', {}, { Volumes: { '/data': {} } }],
    ['healthcheck', {}, { Healthcheck: { Test: ['NONE'] } }],
    ['stop signal', {}, { StopSignal: 'SIGINT' }],
    ['shell', {}, { Shell: ['/bin/bash', '-c'] }],
    ['ONBUILD', {}, { OnBuild: ['RUN x'] }],
    ['SomethingNew', {}, { SomethingNew: 1 }],
  ])('in %s is named', (name, before, after) => {
    expect(found(verdictOn(image({}, before), image({}, after)))).toEqual([name]);
  });

  it('between nothing and empty is none', () => {
    expect(found(verdictOn(image({}, { Cmd: null, Env: [], Labels: {} }), image({})))).toEqual([]);
  });
});

const source = { 'p/m.py': { digest: 'source' } };
const folder: Partial<ImageFile> = { type: 'directory' };

describe('expected', () => {
  it.each<[string, Files, Files]>([
    ['timestamps', { x: {} }, { x: { mtime: 2 } }],
    [
      'cache-in-mount',
      { 'root/.cache/pip': folder, 'root/.cache/pip/http-v2/a': {} },
      { 'root/.cache/pip': folder },
    ],
    ['cache-in-mount', { cache: folder, 'cache/wheels/a': {} }, { cache: folder }],
    ['cache-in-mount', { root: folder, 'root/.cache/pip/http-v2/a': {} }, { root: folder }],
    [
      'cache-in-mount',
      { 'root/.cache/pypoetry/artifacts': folder, 'root/.cache/pypoetry/artifacts/00/a': {} },
      { 'root/.cache/pypoetry/artifacts': folder },
    ],
    ['mount-folder', {}, { 'root/.cache/pip': folder }],
    [
      'base-folder-hidden',
      { 'root/.cache/pip': folder },
      { 'root/.cache/pip': folder, 'root/.cache/pip/http-v2': folder },
    ],
    [
      'python-bytecode',
      { ...source, 'p/__pycache__/m.cpython-311.pyc': { digest: 'a' } },
      { ...source, 'p/__pycache__/m.cpython-311.pyc': { digest: 'b' } },
    ],
    ['package-manager-log', { 'var/log/dpkg.log': {} }, { 'var/log/dpkg.log': { digest: 'b' } }],
    [
      'linker-cache',
      { 'var/cache/ldconfig/aux-cache': {} },
      { 'var/cache/ldconfig/aux-cache': { digest: 'b' } },
    ],
    [
      'folder-above-mount',
      { 'root/.cache': { ...folder, mode: 0o700 }, 'root/.cache/pip': folder },
      { 'root/.cache': folder, 'root/.cache/pip': folder },
    ],
    [
      'node-bytecode',
      { 'tmp/v8-compile-cache-0/x/yarn.js.BLOB': {} },
      { 'tmp/v8-compile-cache-0/x/yarn.js.BLOB': { digest: 'b' } },
    ],
    [
      'package-manager-leftover',
      { tmp: folder },
      { tmp: folder, 'tmp/.ddff7ff6ffdb7e7d-00000000.hm': { size: 0 } },
    ],
    [
      'package-manager-leftover',
      { 'venv/pyvenv.cfg': {} },
      { 'venv/pyvenv.cfg': {}, 'venv/.lock': { size: 0 } },
    ],
    [
      'package-manager-leftover',
      { tmp: folder },
      { tmp: folder, 'tmp/uv-0123456789abcdef.lock': { size: 0 } },
    ],
    [
      'package-manager-leftover',
      { tmp: folder },
      { tmp: folder, 'tmp/uv-setuptools-0123456789abcdef.lock': { size: 0 } },
    ],
    [
      'installer-notes',
      { 'l/a-1.dist-info/METADATA': {}, 'l/a-1.dist-info/INSTALLER': { digest: 'pip' } },
      {
        'l/a-1.dist-info/METADATA': {},
        'l/a-1.dist-info/INSTALLER': { digest: 'uv' },
        'l/a-1.dist-info/REQUESTED': { size: 0 },
      },
    ],
    [
      'empty-package-folder',
      { 'l/a-1.dist-info': folder },
      { 'l/a-1.dist-info': folder, 'l/a.libs': folder },
    ],
    [
      'package-build-leftover',
      { 'app/pyproject.toml': {}, 'app/build': folder, 'app/build/lib/a.py': {}, 'app/a.egg-info': folder },
      { 'app/pyproject.toml': {} },
    ],
    ['engine-files', { etc: folder }, { etc: folder, 'etc/hosts': { size: 0 } }],
    [
      'written-anew',
      { 'etc/shadow': { digest: 'a', steadyDigest: 's' } },
      { 'etc/shadow': { digest: 'b', steadyDigest: 's' } },
    ],
  ])('%s', (code, before, after) => {
    const verdict = verdictOn(image(before), image(after));
    expect([found(verdict), verdict.expected.map((each) => each.code)]).toEqual([
      [],
      expect.arrayContaining([code]),
    ]);
  });

  it.each<[string, Files, Files, readonly string[]]>([
    [
      'a lock that is no lock of an environment',
      { x: folder },
      { x: folder, 'x/.lock': { size: 0 } },
      ['/x/.lock presence'],
    ],
    [
      'who installed a package that is another one',
      { 'l/a-1.dist-info/METADATA': {}, 'l/a-1.dist-info/INSTALLER': { digest: 'pip' } },
      { 'l/a-1.dist-info/METADATA': { digest: 'b' }, 'l/a-1.dist-info/INSTALLER': { digest: 'uv' } },
      ['/l/a-1.dist-info/INSTALLER content', '/l/a-1.dist-info/METADATA content'],
    ],
    [
      'a folder named build without a package',
      { app: folder, 'app/build': folder },
      { app: folder },
      ['/app/build presence'],
    ],
    [
      'a virtual environment in a cache folder',
      { 'cache/virtualenvs/x': {} },
      { cache: folder },
      ['/cache/virtualenvs presence', '/cache/virtualenvs/x presence'],
    ],
    [
      'a folder with a file in it',
      {},
      { 'root/.cache/pip': folder, 'root/.cache/x': {} },
      ['/root/.cache presence', '/root/.cache/x presence'],
    ],
    [
      'a file with content in a cache folder',
      { 'root/.cache/pip': folder },
      { 'root/.cache/pip': folder, 'root/.cache/pip/a': { size: 1 } },
      ['/root/.cache/pip/a presence'],
    ],
    [
      'compiled Python without its source',
      { 'p/__pycache__/m.cpython-311.pyc': { digest: 'a' } },
      { 'p/__pycache__/m.cpython-311.pyc': { digest: 'b' } },
      ['/p/__pycache__/m.cpython-311.pyc content'],
    ],
    [
      'compiled Python that is missing',
      { ...source, 'p/__pycache__': folder, 'p/__pycache__/m.cpython-311.pyc': {} },
      { ...source, 'p/__pycache__': folder },
      ['/p/__pycache__/m.cpython-311.pyc presence'],
    ],
    [
      'the mode of a log',
      { 'var/log/dpkg.log': {} },
      { 'var/log/dpkg.log': { mode: 0 } },
      ['/var/log/dpkg.log mode'],
    ],
    [
      'another password',
      { 'etc/shadow': { digest: 'a', steadyDigest: 's' } },
      { 'etc/shadow': { digest: 'b', steadyDigest: 't' } },
      ['/etc/shadow content'],
    ],
  ])('is not %s', (_, before, after, names) => {
    expect(found(verdictOn(image(before), image(after)))).toEqual(names);
  });

  it('is a variable that switched the cache off', () => {
    const [before, after] = [
      image({}, { Env: ['PIP_NO_CACHE_DIR=1'] }),
      image({}, { Env: ['UV_LINK_MODE=copy'] }),
    ];
    expect(verdictOn(before, after).expected).toMatchObject([{ code: 'cache-switch', count: 2 }]);
  });

  it('is what the user names', () => {
    const [before, after] = [image({ 'a/b/c': {} }, { Env: ['X=1'] }), image({ 'a/b/c': { mode: 0 } })];
    expect(found(verdictOn(before, after, ['/a/**', 'env X']))).toEqual([]);
    expect(found(verdictOn(before, after, ['/a/*/d', 'env Y']))).toEqual(['env X', '/a/b/c mode']);
  });
});

describe('layers', () => {
  const tree = (): FileTree => {
    const made = new FileTree();
    for (const path of ['d/a', 'd/b', 'e/x', 'f']) made.put(path, FILE);
    return made;
  };
  const paths = (files: FileTree): string[] => {
    const list = (node = files.root, path = ''): string[] =>
      [...node.children].flatMap(([name, child]) => [`${path}${name}`, ...list(child, `${path}${name}/`)]);
    return list();
  };

  it.each([
    ['a whiteout takes a file away', { whiteouts: ['d/a'] }, ['d', 'd/b', 'e', 'e/x', 'f']],
    ['a whiteout takes a folder away', { whiteouts: ['d'] }, ['e', 'e/x', 'f']],
    [
      'an opaque folder hides what was below it, and not what the layer puts there',
      { opaque: ['d'], entries: [{ path: 'd/n', file: FILE }] },
      ['d', 'd/n', 'e', 'e/x', 'f'],
    ],
    [
      'a folder over a folder keeps its files',
      { entries: [{ path: 'd', file: FOLDER }] },
      ['d', 'd/a', 'd/b', 'e', 'e/x', 'f'],
    ],
    ['a file over a folder replaces it', { entries: [{ path: 'd', file: FILE }] }, ['d', 'e', 'e/x', 'f']],
  ])('%s', (_, layer, left) => {
    const files = tree();
    applyLayer(files, { whiteouts: [], opaque: [], entries: [], ...layer });
    expect(paths(files)).toEqual(left);
  });

  it('a hard link is the file itself', () => {
    const files = tree();
    applyLayer(files, { whiteouts: [], opaque: [], entries: [{ path: 'g', file: { hardLinkTo: 'f' } }] });
    expect(files.find('g')?.file).toBe(files.find('f')?.file);
  });
});

it('renders the differences as a tree, and no control character', () => {
  const before = image({ 'usr/bin/x': {}, 'opt/a/b': {} }, { Env: ['A=1'] });
  const after = image({ 'usr/bin/x': { mode: 0o755 }, 'evil\u001b[2J': {} }, { Env: ['A=2'] });
  expect(renderVerdict(verdictOn(before, after), { what: 'old and new', everything: false })).toBe(
    [
      'not expected:',
      '  config',
      '    env A  1 → 2',
      '  evil\\u001b[2J  only after: file, 1 bytes, 0644 0:0',
      '  opt  only before: directory, 0755 0:0, with 2 files in it',
      '  usr/bin/',
      '    x  mode 0644 → 0755',
      'different: old and new, 6 differences that nothing explains',
      '',
    ].join('\n'),
  );
});
