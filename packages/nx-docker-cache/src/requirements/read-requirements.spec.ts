import { readRequirements } from './read-requirements';

const only = (text: string) => {
  const entries = readRequirements(text);
  expect(entries).toHaveLength(1);
  return entries[0];
};

describe('readRequirements', () => {
  it.each<[string, object]>([
    ['requests', { name: 'requests', specifier: '', pinned: undefined, extras: [] }],
    ['Ruamel_YAML.clib == 0.2.8', { name: 'ruamel-yaml-clib', specifier: '==0.2.8', pinned: '0.2.8' }],
    ['uvicorn[Standard, a_b]==0.1', { extras: ['a-b', 'standard'], pinned: '0.1' }],
    ['a===1.0-weird', { pinned: '1.0-weird' }],
    ['a==1.*', { specifier: '==1.*', pinned: undefined }],
    ['a>=1, <2', { specifier: '>=1,<2', pinned: undefined }],
    ['a (==1.0)', { specifier: '==1.0', pinned: '1.0' }],
    ['a==1 ; python_version < "3.9"', { pinned: '1', marker: 'python_version < "3.9"' }],
    ['a==1;sys_platform=="win32"', { pinned: '1', marker: 'sys_platform=="win32"' }],
    ['a==1 --hash=sha256:bb --hash=sha256:aa', { pinned: '1', hashes: ['sha256:aa', 'sha256:bb'] }],
    ['a==1.0+cpu  # why', { pinned: '1.0+cpu', text: 'a==1.0+cpu' }],
    [
      'a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb',
      { hashes: ['sha256:aa', 'sha256:bb'], endLine: 3 },
    ],
    ['\uFEFFa==1\r\n', { name: 'a', line: 1 }],
  ])('reads %j as a requirement', (text, expected) => {
    expect(only(text)).toMatchObject({ kind: 'requirement', ...expected });
  });

  it.each<[string, object]>([
    ['a @ https://example.test/a.whl', { name: 'a', location: 'https://example.test/a.whl', isLocal: false }],
    ['a@file:///opt/a', { name: 'a', isLocal: true }],
    ['git+https://example.test/x.git@v1#egg=Some_X', { name: 'some-x', isLocal: false }],
    ['https://example.test/x.tar.gz', { name: undefined, isLocal: false }],
    ['.', { isLocal: true, isEditable: false, location: '.' }],
    ['./libs/x', { isLocal: true }],
    ['../x', { isLocal: true }],
    ['libs/x', { isLocal: true, location: 'libs/x' }],
    ['wheels/x-1.0-py3-none-any.whl', { isLocal: true }],
    ['-e .', { isLocal: true, isEditable: true, location: '.' }],
    ['--editable=git+ssh://git@example.test/x#egg=x', { isEditable: true, isLocal: false, name: 'x' }],
  ])('reads %j as a place of its own', (text, expected) => {
    expect(only(text)).toMatchObject({ kind: 'direct', ...expected });
  });

  it.each<[string, object]>([
    ['-r base.txt', { kind: 'include', isConstraint: false, path: 'base.txt' }],
    ['-rbase.txt', { kind: 'include', isConstraint: false, path: 'base.txt' }],
    ['--requirement=../x y.txt', { kind: 'include', path: '../x y.txt' }],
    ['-c "con straints.txt"', { kind: 'include', isConstraint: true, path: 'con straints.txt' }],
    ['-i https://example.test/simple', { kind: 'setting', name: 'index-url' }],
    ['--extra-index-url https://example.test', { kind: 'setting', name: 'extra-index-url' }],
    ['--require-hashes', { kind: 'setting', name: 'require-hashes', value: undefined }],
    ['--pre', { kind: 'setting', name: 'pre' }],
  ])('reads %j as an option', (text, expected) => {
    expect(only(text)).toMatchObject(expected);
  });

  it.each(['--nonsense', '--pre=1', '-r', 'a==${VERSION}', 'a b c', '==1.0', '!!'])(
    'does not read %j',
    (text) => {
      expect(only(text)).toMatchObject({ kind: 'unreadable' });
    },
  );

  it('keeps the order and the places, without blank lines and comments', () => {
    const entries = readRequirements('# top\n\na==1\nb==2 \\\n  ; marker\n # c==3\nd\n');
    expect(entries.map(({ text, line, endLine }) => [text, line, endLine])).toEqual([
      ['a==1', 3, 3],
      ['b==2 ; marker', 4, 5],
      ['d', 7, 7],
    ]);
  });

  it('ends a continued line at a comment, as pip does', () => {
    expect(readRequirements('a==1 \\\n# b==2\nc==3\n').map(({ text }) => text)).toEqual(['a==1', 'c==3']);
  });
});
