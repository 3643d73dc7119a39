import type { Say } from './support/figures';
import { withSeedService } from './support/seed-service';

const RATE = process.env['BENCH_RATE'] ?? 'none';
export const setting = RATE === 'none' ? undefined : { name: 'BENCH_RATE', value: RATE };

/**
 * The seed's table and what goes beyond it: one Dockerfile, as it was and as every upgrade makes it, over a link of a given
 * speed (`BENCH_RATE=6mbit`; without it as fast as the machine).
 */
export async function run(say: Say): Promise<void> {
  await withSeedService(say, RATE, async (measure) => {
    await measure();
    // A slow link hides what compression costs.
    if (RATE !== 'none') return;
    say('Layers stored uncompressed (`compression`):\n');
    await measure(['--compression=uncompressed', '--variants=uv', '--variants=uv-split']);
  });
}
