import { exactly, type UsageRecord } from '../../cache/usage-record';
import { newBytes } from './left-layers';

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
