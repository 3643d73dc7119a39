import type { ToolLog } from '../tool-log';

export const log: ToolLog = {
  kind: 'silent',
  why: 'what it counts as added, or as missing in the cache, it compares with the lock file, not with the cache (seen with 3.8 and 4.5)',
};
