import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileToWrite } from './file-to-write';
import { realFiles } from './files';
import { memoryWorld } from './memory-world';

describe('fileToWrite', () => {
  let folder = '';

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'file-to-write-')));
    for (const each of ['repo/.git', 'repo/app', 'repo/shared', 'outside'])
      mkdirSync(join(folder, each), { recursive: true });
    for (const each of ['repo/app/Dockerfile', 'repo/shared/Dockerfile', 'outside/Dockerfile'])
      writeFileSync(join(folder, each), '');
    symlinkSync('../shared/Dockerfile', join(folder, 'repo/app/inner'));
    symlinkSync('../../outside/Dockerfile', join(folder, 'repo/app/outer'));
    symlinkSync('../../outside', join(folder, 'repo/app/folder'));
    symlinkSync('../../outside/none', join(folder, 'repo/app/broken'));
    symlinkSync('repo', join(folder, 'same-repo'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (file: string, cwd = 'repo/app'): Promise<string> => {
    const { environment } = memoryWorld({ cwd: join(folder, cwd) });
    return fileToWrite({ files: realFiles(), environment }, file);
  };

  it.each([
    ['Dockerfile', 'repo/app', 'repo/app/Dockerfile'],
    ['inner', 'repo/app', 'repo/shared/Dockerfile'],
    ['new/requirements.txt', 'repo/app', 'repo/app/new/requirements.txt'],
    ['../../outside/Dockerfile', 'repo/app', 'outside/Dockerfile'],
    ['app/Dockerfile', 'same-repo', 'repo/app/Dockerfile'],
  ])('of %s in %s is %s', async (file, cwd, expected) => {
    expect(await write(file, cwd)).toBe(join(folder, expected));
  });

  it.each(['outer', 'folder/Dockerfile', 'folder/new/requirements.txt'])(
    'refuses %s, which leads out of the workspace',
    async (file) => {
      await expect(write(file)).rejects.toMatchObject({ code: 'OUTSIDE_WORKSPACE' });
    },
  );

  it('makes no file where a link leads to nothing', async () => {
    await expect(write('broken')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
