import type { Say } from './support/figures';
import { withSeedService } from './support/seed-service';

/**
 * How far uv can go over a fast link: layers uncompressed, and its packages compiled or left to the first start of the program
 * (`--bytecode skip`).
 */
export async function run(say: Say): Promise<void> {
  await withSeedService(say, 'none', async (measure) => {
    await measure([
      ...['--compression=uncompressed', '--variants=uv', '--variants=uv-uncompiled'],
      ...['--rows=first', '--rows=package', '--rows=base', '--rows=second'],
    ]);
  });
}
