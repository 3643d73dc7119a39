import type { ToolLog } from '../tool-log';

export const log: ToolLog = {
  kind: 'silent',
  why: 'it names steps of its work, but no package (seen with 1.22)',
};
