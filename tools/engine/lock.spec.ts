import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock';

it('lets one action in at a time, and the next one in after a failure', async () => {
  const name = randomUUID();
  let inside = 0;
  let most = 0;
  let waited = 0;
  const action = async (fails: boolean): Promise<void> => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
    if (fails) throw new Error('on purpose');
  };
  const results = await Promise.allSettled(
    [true, false, true].map((fails) =>
      withLock(
        name,
        () => action(fails),
        () => {
          waited++;
        },
      ),
    ),
  );
  expect(most).toBe(1);
  expect(waited).toBe(2);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
});
