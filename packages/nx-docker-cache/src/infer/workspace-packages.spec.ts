import { packagesKey, workspacePackages, type WorkspaceFiles } from './workspace-packages';

const NONE: WorkspaceFiles = { packageJson: '{}', pnpm: undefined, lerna: undefined };
const npm = (workspaces: unknown, more: object = {}): WorkspaceFiles => ({
  ...NONE,
  packageJson: JSON.stringify({ workspaces, ...more }),
});

describe('workspacePackages', () => {
  it.each<[string, WorkspaceFiles, readonly string[], readonly string[]]>([
    ['nobody names', NONE, [], ['.', 'apps/a']],
    [
      'nobody names without package.json',
      { ...NONE, packageJson: undefined, lerna: '{}' },
      [],
      ['packages/a'],
    ],
    [
      'npm names',
      npm(['apps/*', './tools/x']),
      ['apps/a', 'tools/x'],
      ['apps', 'apps/a/b', 'myapps/a', 'tools/y'],
    ],
    ['Yarn names', npm({ packages: ['apps/**'] }), ['apps/a', 'apps/a/b'], ['libs/a']],
    ['npm names by package.json', npm(['apps/*/package.json', 'libs/']), ['apps/a', 'libs'], ['libs/a']],
    ['signs stand for', npm(['{apps,libs}/*', 'a?/[bc]*']), ['libs/x', 'aa/bx'], ['a/bx', 'aa/dx']],
    ['are taken out', npm(['apps/**', '!apps/x', '!apps/*/y']), ['apps/a'], ['apps/x', 'apps/a/y']],
    ['are the rest', npm(['!examples/**']), ['apps/a/b', 'x'], ['examples/a']],
    ['pnpm names', { ...NONE, pnpm: 'packages:\n  - "apps/*" # all\n' }, ['apps/a'], ['libs/a']],
    ['pnpm cannot read', { ...NONE, pnpm: 'packages: [' }, [], ['apps/a']],
    ['Lerna names', { ...NONE, lerna: '{"packages": ["x/*"]}' }, ['x/a'], ['packages/a']],
    ['Lerna takes', { ...NONE, lerna: '{}' }, ['packages/a'], ['x/a']],
    ['are the workspace', npm(undefined, { nx: {} }), ['.'], ['a']],
    ['are everything below', npm(['**/*']), ['a', 'a.b/c.d'], ['.', '.x/a', 'a/.b']],
    ['are everything', npm(['**']), ['.', 'a', 'a/b'], ['.x']],
    ['begin alike', npm(['a*']), ['a.b', 'a'], ['.a']],
    ['a brace is in', npm(['a{b']), ['a{b'], ['a']],
  ])('that %s', (_, files, taken, others) => {
    const isPackage = workspacePackages(files);
    expect([...taken, ...others].filter(isPackage)).toEqual(taken);
  });

  it('depends on nothing else in package.json', () => {
    expect(packagesKey(npm(['a'], { scripts: { x: 'y' } }))).toBe(packagesKey(npm(['a'])));
    expect(packagesKey(npm(['a']))).not.toBe(packagesKey(npm(['b'])));
    expect(packagesKey({ ...NONE, pnpm: '' })).not.toBe(packagesKey(NONE));
  });
});
