import type { ToolUse } from '../../timing/cache-use/cache-use';
import { notKept, type MeasuredMount } from './not-kept';

const measured = (
  tool: string | undefined,
  before: number | undefined,
  after: number | undefined,
): MeasuredMount => ({
  declared: { tool },
  size: { id: '/c', target: '/c', before, after },
});

const pip = (downloaded: number | undefined, downloadedBytes: number | undefined): ToolUse => ({
  tool: 'pip',
  reused: 0,
  downloaded,
  downloadedBytes,
});

const MB = 1_000_000;

it.each([
  ['grew', pip(3, MB), [measured('pip', 0, MB)], false],
  ['did not grow', pip(3, MB), [measured('pip', 5 * MB, 5 * MB)], true],
  ['shrank', pip(3, MB), [measured('pip', 5 * MB, 4 * MB)], true],
  ['grew by a note', pip(3, MB), [measured('pip', 5 * MB, 5 * MB + 4096)], true],
  ['is nearly empty still, whatever it was', pip(3, MB), [measured('pip', undefined, 8192)], true],
  ['is not empty, whatever it was', pip(3, MB), [measured('pip', undefined, MB)], false],
  ['was not measured', pip(3, MB), [measured('pip', 0, undefined)], false],
  ['did not grow, for nothing was downloaded', pip(0, 0), [measured('pip', 0, 8192)], false],
  ['is not known to have had to grow', pip(undefined, undefined), [measured('pip', 0, 8192)], false],
  ['need not have grown by so little', pip(1, 11_000), [measured('pip', MB, MB)], false],
  ['did not grow by downloads of unknown size', pip(3, undefined), [measured('pip', MB, MB)], true],
  ['grew by downloads of unknown size', pip(3, undefined), [measured('pip', MB, MB + 1)], false],
  ['of another tool grew', pip(3, MB), [measured('pip', MB, MB), measured('apt', 0, 9 * MB)], true],
  ['of no known tool grew', pip(3, MB), [measured(undefined, 0, MB)], false],
  ['of no known tool did not grow', pip(3, MB), [measured(undefined, 0, 4096)], true],
])('a mount that %s', (_, use, mounts, isWarned) => {
  expect(notKept([use], mounts)).toHaveLength(isWarned ? 1 : 0);
});

it('says what is likely', () => {
  expect(notKept([pip(3, MB)], [measured('pip', 0, 4096)])).toEqual([
    "the mount /c did not keep what pip downloaded: likely the index sends no caching headers, or pip's cache is switched off (PIP_NO_CACHE_DIR, pip.conf)",
  ]);
  expect(notKept([pip(3, undefined)], [measured(undefined, 0, 4096)])).toEqual([
    "the mount /c did not keep what pip downloaded: likely pip's cache is in another folder, or switched off",
  ]);
});
