import type { ToolLog } from '../tool-log';

export const log: ToolLog = {
  kind: 'silent',
  why: 'it names what it installs, but not where that came from',
};
