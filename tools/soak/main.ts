import { parseArgs } from 'node:util';
import { runSoak } from '../../e2e/soak/run-soak';

/**
 * `npm run soak`: 300 builds, prunes, looks and kills in random order, at most 15 minutes of them, on an engine of its own.
 * `-- --minutes 5 --operations 100 --seed 7 --verbose`. Ends with 1 at the first thing that is not whole.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '15' },
      operations: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { seed, minutes, operations, verbose } = values;
  console.log(`soak: seed ${seed}, at most ${operations} operations and ${minutes} minutes`);
  let done = 0;
  const counts = await runSoak({
    seed: Number(seed),
    operations: Number(operations),
    mostMs: Number(minutes) * 60_000,
    say: (line) => {
      done += 1;
      if (verbose || done % 25 === 0) console.log(line);
    },
  });
  console.log(`${done} operations, everything whole after each: ${JSON.stringify(counts)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
