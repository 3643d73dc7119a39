import { memoryWorld } from '../../io/memory-world';
import type { Judgement } from '../../timing/history/regression';
import { assertNotSlower } from './regressions';

it.each<[Judgement, string]>([
  [{ task: 'a:b', ms: 9, kind: 'too-few', builds: 1 }, 'a:b has 1 earlier build of its kind on this machine'],
  [
    { task: 'a:b', ms: 9, kind: 'too-few', builds: 2 },
    'a:b has 2 earlier builds of its kind on this machine',
  ],
  [
    { task: 'a:b', ms: 9, kind: 'not-alone', images: 3 },
    'a:b was built together with 2 other images: its time is that of all of them',
  ],
])('says what is not judged: %j', (judgement, expected) => {
  const world = memoryWorld({});
  assertNotSlower(world, [judgement, { ...judgement, kind: 'fine', medianMs: 9, percent: 0, builds: 3 }], 25);
  expect(world.printed.err).toBe(`not judged: ${expected}\n`);
});
