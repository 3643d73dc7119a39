import type { Say } from './support/figures';
import { withSeedService } from './support/seed-service';

const RATE = process.env['BENCH_RATE'] ?? 'none';
export const setting = RATE === 'none' ? undefined : { name: 'BENCH_RATE', value: RATE };

/**
 * How far uv can go: layers uncompressed, and its packages compiled or left to the first start of the program
 * (`--bytecode skip`). Over a slow link, where the download hides most of the difference, the latter alone.
 */
export async function run(say: Say): Promise<void> {
  await withSeedService(say, RATE, async (measure) => {
    await measure([
      ...(RATE === 'none' ? ['--variants=uv'] : []),
      ...['--compression=uncompressed', '--variants=uv-uncompiled'],
      ...['--rows=first', '--rows=package', '--rows=base', '--rows=second'],
    ]);
  });
}
