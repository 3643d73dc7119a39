import { execFileSync } from 'node:child_process';
import { hookGuard } from './hook-guard';
import { VARIABLES } from './variables';

const run = (env: NodeJS.ProcessEnv): string =>
  execFileSync('sh', ['-c', hookGuard('linux')], { env, encoding: 'utf8' });

describe('hookGuard', () => {
  it('prints the epoch, the same every time', () => {
    expect(run({ ...process.env, [VARIABLES.epoch]: 'e1' })).toBe('e1\n');
  });

  it('never prints the same without one', () => {
    const printed = Array.from({ length: 20 }, () => run({ ...process.env, [VARIABLES.epoch]: '' }));
    expect(new Set(printed).size).toBe(20);
    expect(printed[0]).toMatch(/( [0-9a-f]{2}){16}\s*$/);
  });

  it('is written for cmd on Windows', () => {
    expect(hookGuard('win32')).toBe(
      'if defined NX_DOCKER_CACHE_EPOCH (echo %NX_DOCKER_CACHE_EPOCH%) else (echo %RANDOM% %RANDOM% %RANDOM% %RANDOM% %DATE% %TIME%)',
    );
  });
});
