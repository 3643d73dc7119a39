import type { LogReading, ToolLog } from '../tool-log';

/** Read in logs of pnpm 9.15. */
export const log: ToolLog = { kind: 'tells', read: () => new PnpmReading() };

/** Written again and again with growing numbers, `done` behind the last. */
const PROGRESS = /^Progress: resolved \d+, reused (\d+), downloaded (\d+), added \d+(, done)?$/;

class PnpmReading implements LogReading {
  private isTelling = false;
  private reused = 0;
  private downloaded = 0;

  line(text: string): void {
    const [, reused, downloaded, done] = PROGRESS.exec(text) ?? [];
    if (done === undefined) return;
    this.isTelling = true;
    this.reused += Number(reused);
    this.downloaded += Number(downloaded);
  }

  told(): ReturnType<LogReading['told']> {
    const { reused, downloaded } = this;
    return this.isTelling ? { reused, downloaded, downloadedBytes: undefined } : undefined;
  }
}
