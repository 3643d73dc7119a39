import { exactly, type UsageRecord } from '../../cache/usage-record';
import { memoryWorld } from '../../io/memory-world';
import type { ProcessResult } from '../../io/world';
import { newBytes, watchLayers } from './left-layers';

function layer(id: string, size: number | undefined): UsageRecord {
  return {
    ...{ id, size, type: 'regular', description: '', inUse: false, shared: false, parents: [] },
    ...{ createdAt: 0, lastUsed: exactly(0), usageCount: 1 },
  };
}

describe('newBytes', () => {
  it.each<[string, readonly UsageRecord[], readonly UsageRecord[], number, number?]>([
    ['nothing was and is', [], [], 0],
    ['all was there before', [layer('a', 5)], [layer('a', 7)], 0],
    ['something came', [layer('a', 5)], [layer('a', 5), layer('b', 3), layer('c', 4)], 7],
    ['what was there has gone meanwhile', [layer('a', 5)], [layer('b', 3)], 3],
    ['one has no known size', [], [layer('a', undefined), layer('b', 3)], 3, 1],
  ])('%s', (_, before, after, bytes, unsized = 0) => {
    expect(newBytes(before, after)).toEqual({ bytes, unsized });
  });
});

describe('watchLayers', () => {
  const held = (Size: number): object => ({ ID: `layer${Size}`, Type: 'regular', Size });

  it('asks once which builder it is, and says what it holds more', async () => {
    let records = [held(1)];
    const world = memoryWorld({
      run: ({ args }, { onStdout }): ProcessResult => {
        const stdout = args[0] === 'context' ? 'default\n' : 'Name: default\nDriver: docker\n';
        onStdout?.(Buffer.from(stdout));
        return { kind: 'exited', exitCode: 0, stdout, stderr: '' };
      },
      engineAnswers: { buildCache: () => ({ BuildCache: records }) },
    });
    const say = await watchLayers(world, undefined);
    records = [...records, held(5e6), held(-1)];
    await say();
    expect(world.commands.map(({ args }) => args.slice(0, 2).join(' '))).toEqual([
      'buildx inspect',
      'context show',
    ]);
    expect(world.printed.err).toMatch(/^the builder holds at least 5\.0 MB of layers more than before/);
  });

  it('says nothing of a builder that cannot be read', async () => {
    const world = memoryWorld();
    await (
      await watchLayers(world, undefined)
    )();
    expect(world.printed.err).toBe('');
  });
});
