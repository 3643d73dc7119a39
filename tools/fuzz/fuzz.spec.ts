import { ProductError } from '../../packages/nx-docker-cache/src/errors/product-error';
import { seededRandom } from '../../e2e/support/seeded-random';
import { mutated } from './mutations';
import { SUBJECTS, type FuzzSubject } from './subjects';
import { IS_FULL } from '../../e2e/support/full-form';

const INPUTS = IS_FULL ? 10_000 : 1000;
/** Of the processor, for one input: longer is a hang to whoever waits. By the clock it depends on what else runs here. */
const LONGEST_MS = 2000;
const SEED = Number(process.env['NX_DOCKER_CACHE_FUZZ_SEED'] ?? 20_261_126);

jest.setTimeout(1_800_000);

/** What goes wrong with one input; undefined when nothing does. What is slow once may have been compiled or collected meanwhile. */
function faultOf({ read }: Pick<FuzzSubject, 'read'>, text: string, attempts = 3): string | undefined {
  const started = process.cpuUsage();
  try {
    const wrong = read(text);
    if (wrong !== undefined) return wrong;
  } catch (error) {
    if (!(error instanceof ProductError))
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(started);
  const tookMs = (user + system) / 1000;
  if (tookMs <= LONGEST_MS) return undefined;
  return attempts > 1
    ? faultOf({ read }, text, attempts - 1)
    : `it took ${Math.round(tookMs)} ms of the processor`;
}

describe.each(Object.entries<FuzzSubject>(SUBJECTS))('a hostile %s', (_, subject) => {
  it('is read as it is where it is good', () => {
    expect(subject.seeds.map((seed) => faultOf(subject, seed)).filter(Boolean)).toEqual([]);
  });

  it(`gives an error at most, in time, ${INPUTS} times`, () => {
    const random = seededRandom(SEED);
    for (let input = 0; input < INPUTS; input += 1) {
      const text = mutated(subject.seeds, random);
      const fault = faultOf(subject, text);
      if (fault !== undefined)
        throw new Error(`input ${input} of seed ${SEED}: ${fault}\n${JSON.stringify(text.slice(0, 3000))}`);
    }
  });
});
