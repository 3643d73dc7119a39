import { memoryWorld } from '../../io/memory-world';
import { chooseContext } from './choose-context';

const workspace = (
  dockerfile: string,
  files: Record<string, string> = {},
): ReturnType<typeof memoryWorld>['files'] =>
  memoryWorld({
    files: { '/w/apps/web/Dockerfile': dockerfile, '/w/libs/shared/a': '', '/other/file': '', ...files },
  }).files;

const choose = (files: ReturnType<typeof workspace>, written?: string): Promise<string> =>
  chooseContext(files, {
    written,
    dockerfile: '/w/apps/web/Dockerfile',
    projectRoot: 'apps/web',
    workspaceRoot: '/w',
  });

describe('chooseContext', () => {
  it.each([
    ['everything is in the project', 'FROM x\nCOPY . .\n', '/w/apps/web'],
    ['sources only exist from the workspace', 'FROM x\nCOPY libs/shared /s\nCOPY apps/web /w\n', '/w'],
    ['a source is nowhere', 'FROM x\nCOPY nowhere /n\n', '/w/apps/web'],
    ['the Dockerfile cannot be read', '\xff', '/w/apps/web'],
  ])('by itself, when %s', async (_, dockerfile, expected) => {
    expect(await choose(workspace(dockerfile))).toBe(expected);
    expect(await choose(workspace(dockerfile), 'auto')).toBe(expected);
  });

  it.each([
    ['project', '/w/apps/web'],
    ['workspace', '/w'],
    ['libs', '/w/libs'],
    ['.', '/w'],
    ['/other', '/other'],
  ])('as it is written: %s', async (written, expected) => {
    expect(await choose(workspace('FROM x\n'), written)).toBe(expected);
  });

  it.each(['nowhere', 'libs/shared/a'])('refuses %s', async (written) => {
    await expect(choose(workspace('FROM x\n'), written)).rejects.toMatchObject({
      code: 'CONTEXT_MISSING',
    });
  });
});
