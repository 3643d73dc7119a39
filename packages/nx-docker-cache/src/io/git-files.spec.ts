import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formsOf, untrackedFiles } from './git-files';
import { realFiles } from './files';
import { realProcesses } from './processes';

describe('files that git does not keep', () => {
  const world = { files: realFiles(), processes: realProcesses() };
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'git-files-'));
    mkdirSync(join(root, 'app/[x]'), { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: root });
    for (const name of ['.gitignore', 'app/kept', 'app/new', 'app/[x]/run', 'app/log', 'other'])
      writeFileSync(join(root, name), 'log');
    symlinkSync('kept', join(root, 'app/link'));
    chmodSync(join(root, 'app/[x]/run'), 0o755);
    execFileSync('git', ['add', 'app/kept', '.gitignore'], { cwd: root });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('are told with all that there is to them', async () => {
    expect(await untrackedFiles(world, root, ['app', '../x'])).toEqual({
      'app/new': 'file',
      'app/[x]/run': 'executable',
      'app/link': 'link kept',
    });
    expect(await untrackedFiles(world, root, ['app/[x]', 'gone'])).toEqual({ 'app/[x]/run': 'executable' });
  });

  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['what lies elsewhere', ['../x']],
  ])('are none of %s', async (_, sources) => {
    expect(await untrackedFiles(world, root, sources)).toEqual({});
  });

  it('are none without git', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    expect(await untrackedFiles(world, root, ['app'])).toEqual({});
  });

  it('are looked at without git later', async () => {
    chmodSync(join(root, 'app/new'), 0o755);
    expect(await formsOf(world, root, ['app/new', 'app', 'gone'])).toEqual({ 'app/new': 'executable' });
  });
});
