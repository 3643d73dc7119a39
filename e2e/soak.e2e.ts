import { runSoak } from './soak/run-soak';
import { IS_FULL } from './support/full-form';

/** The short form of `npm run soak`, so that it cannot rot. */
const OPERATIONS = IS_FULL ? 60 : 12;

jest.setTimeout(900_000);

it(`${OPERATIONS} random builds, prunes, looks and kills leave everything whole`, async () => {
  const counts = await runSoak({ seed: 3, operations: OPERATIONS, mostMs: 600_000, say: () => undefined });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(OPERATIONS);
});
