import { execFileSync } from 'node:child_process';
import { packageRoot } from '../build/build-package';
import type { runShown } from './run-shown';

type Run = (words: readonly string[]) => ReturnType<typeof runShown>;

/** Packs the plugin as it would be published, installs it in the workspace and registers it. */
export async function installPlugin(run: Run, workspaceRoot: string): Promise<void> {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', workspaceRoot], {
    cwd: packageRoot,
    encoding: 'utf8',
  }).trim();
  await run(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--save-dev', `./${packed}`]);
  await run(['npx', 'nx', 'g', 'nx-docker-cache:init']);
  execFileSync('git', ['init', '--quiet'], { cwd: workspaceRoot });
  execFileSync('git', ['add', '--all'], { cwd: workspaceRoot });
  const author = ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost'];
  execFileSync('git', [...author, 'commit', '--quiet', '--message', 'as it was'], { cwd: workspaceRoot });
}
