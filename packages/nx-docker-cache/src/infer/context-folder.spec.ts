import { autoContext, contextFolder, relativeFolder } from './context-folder';
import type { ContextChoice } from './plugin-options';

const FILES = ['apps/a/src', 'apps/a/package.json', 'package.json', 'libs/shared'];

describe('contextFolder', () => {
  it.each<[ContextChoice, readonly string[], string]>([
    ['auto', [], 'apps/a'],
    ['auto', ['src', 'package.json'], 'apps/a'],
    ['auto', ['libs/shared', 'apps/a/src'], '.'],
    ['auto', ['package.json'], 'apps/a'],
    ['auto', ['libs/shared', 'missing'], '.'],
    ['auto', ['libs/shared', 'src'], 'apps/a'],
    ['auto', ['src', 'missing'], 'apps/a'],
    ['auto', ['missing'], 'apps/a'],
    ['project', ['libs/shared'], 'apps/a'],
    ['workspace', ['src'], '.'],
    [{ path: './deploy/' }, [], 'deploy'],
    [{ path: '.' }, [], '.'],
  ])('%j, copying %j → %s', (choice, copiedPaths, folder) => {
    const exists = (path: string): boolean => FILES.includes(path);
    expect(contextFolder({ choice, projectRoot: 'apps/a', copiedPaths, exists })).toBe(folder);
  });

  it('looks in the workspace for the project at its root', () => {
    const exists = (path: string): boolean => FILES.includes(path);
    expect(contextFolder({ choice: 'auto', projectRoot: '.', copiedPaths: ['libs/shared'], exists })).toBe(
      '.',
    );
  });
});

describe('autoContext', () => {
  it.each<[readonly string[], string, RegExp]>([
    [[], 'apps/a', /names no source/],
    [['src'], 'apps/a', /no source is found from the workspace only/],
    [['libs/shared', 'src'], 'apps/a', /^src is only there, although libs\/shared/],
    [['libs/shared'], '.', /^libs\/shared is only found from there/],
  ])('says why: %j', (copiedPaths, folder, because) => {
    const exists = (path: string): boolean => FILES.includes(path);
    const context = autoContext({ projectRoot: 'apps/a', copiedPaths, exists });
    expect(context.folder).toBe(folder);
    expect(context.because).toMatch(because);
  });
});

describe('relativeFolder', () => {
  it.each([
    ['./a//b/', 'a/b'],
    ['.', '.'],
    ['./', '.'],
    ['a', 'a'],
  ])('%s → %s', (written, folder) => {
    expect(relativeFolder(written)).toBe(folder);
  });
});
