import { inRounds, type Ask } from './rounds';

const asking =
  (...requests: readonly string[]) =>
  async (ask: Ask<string, string>): Promise<void> => {
    for (const request of requests) expect(await ask(request)).toBe(request.toUpperCase());
  };

describe('inRounds', () => {
  it('answers in one call what all that still run wait for', async () => {
    const served: string[][] = [];
    const ends = inRounds({ long: asking('a', 'b', 'c'), short: asking('x'), none: asking() }, (requests) => {
      served.push([...requests]);
      return Promise.resolve(requests.map((request) => request.toUpperCase()));
    });
    await Promise.all(Object.values(ends));
    expect(served).toEqual([['a', 'x'], ['b'], ['c']]);
  });

  it('goes on without a sequence that fails, and gives its error to whoever waits for it', async () => {
    const ends = inRounds(
      { good: asking('a', 'b'), bad: () => Promise.reject(new Error('mine')) },
      (requests) => Promise.resolve(requests.map((request) => request.toUpperCase())),
    );
    await ends.good;
    await expect(ends.bad).rejects.toThrow('mine');
  });

  it('gives an error of the call to all that wait for it', async () => {
    const ends = inRounds({ a: asking('a'), b: asking('b') }, () => Promise.reject(new Error('no answer')));
    await expect(ends.a).rejects.toThrow('no answer');
    await expect(ends.b).rejects.toThrow('no answer');
  });
});
