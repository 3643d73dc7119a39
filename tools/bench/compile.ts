import type { Say } from './support/figures';
import { withSeedService } from './support/seed-service';

/** The seed's service, with what pip installs compiled by pip itself, and on all cores (`--bytecode parallel`). */
export async function run(say: Say): Promise<void> {
  await withSeedService(say, 'none', async (measure) => {
    await measure([
      ...['--variants=mounts', '--variants=compiled'],
      ...['--rows=first', '--rows=package', '--repetitions=2'],
    ]);
  });
}
