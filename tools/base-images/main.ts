import { parseArgs } from 'node:util';
import { EngineError } from '../engine/engine-error';
import { ensureEngine } from '../engine/ensure-engine';
import { isSuite, SUITES } from '../engine/suites';
import { ensureBaseImage } from './ensure-base-image';
import { BASE_IMAGES } from './images';

/** `node tools/bootstrap.mjs base-images [--suite S] [names…]`: without names, all that are known. */
async function main(): Promise<void> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: { suite: { type: 'string' } },
  });
  const { suite } = values;
  if (suite !== undefined && !isSuite(suite)) {
    throw new EngineError(`unknown suite ${suite}`, { next: `choose one of ${SUITES.join(', ')}` });
  }
  const say = (line: string): void => {
    console.log(line);
  };
  const { env } = await ensureEngine({ say, ...(suite !== undefined && { suite }) });
  for (const name of names.length > 0 ? names : Object.keys(BASE_IMAGES)) {
    const start = performance.now();
    const origin = await ensureBaseImage(name, env, say);
    say(`${name}: ${origin}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof EngineError ? error.message : error);
  process.exitCode = 2;
});
