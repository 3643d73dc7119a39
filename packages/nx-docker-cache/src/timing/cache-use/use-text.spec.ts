import type { CacheUse, MountSize, ToolUse } from './cache-use';
import { useText, useWarnings } from './use-text';

const tool = (name: string, reused?: number, downloaded?: number, downloadedBytes?: number): ToolUse => ({
  tool: name,
  reused,
  downloaded,
  downloadedBytes,
});
const mount = (id: string, before?: number, after?: number): MountSize => ({ id, target: id, before, after });
const use = (tools: readonly ToolUse[], mounts: readonly MountSize[] = []): CacheUse => ({
  tools,
  mounts,
  warnings: [],
});

it.each([
  ['', []],
  ['', [use([], [mount('a')])]],
  ['', [use([tool('go')])]],
  ['pip: 48 from cache, 2 downloaded (1.2 MB)', [use([tool('pip', 48, 2, 1_200_000)])]],
  [
    'pip: 48 from cache, 2 downloaded (1.2 MB), mount +1.3 MB',
    [use([tool('pip', 48, 2, 1_200_000)], [mount('a', 1, 1_300_001)])],
  ],
  [
    'go: 3 downloaded, mounts +20 B',
    [use([tool('go', undefined, 3)], [mount('a', 5, 15), mount('b', 0, 10)])],
  ],
  ['go: 3 downloaded', [use([tool('go', undefined, 3)], [mount('a', 5, 15), mount('b', undefined, 10)])]],
  ['mount as before', [use([], [mount('a', 5, 5)])]],
  ['mount -2 B', [use([], [mount('a', 5, 3)])]],
  [
    'pip: 3 from cache, 0 downloaded; apt: 1 from cache, 0 downloaded; mount +5 B',
    [
      use([tool('pip', 1, 0, 0)], [mount('a', 0, 5)]),
      use([tool('apt', 1, 0, 0), tool('pip', 2, 0)], [mount('a', 0, 5)]),
    ],
  ],
])('%j', (expected, uses) => {
  expect(useText(uses)).toBe(expected);
});

it('gives each warning once', () => {
  const warned = { ...use([]), warnings: ['x'] };
  expect(useWarnings([warned, warned, use([])])).toEqual(['x']);
});
