import type { LogReading, ToolLog } from '../tool-log';

/** Read in logs of Cargo 1.95. It sums up sizes on a terminal only, and never says what it found in its cache. */
export const log: ToolLog = { kind: 'tells', read: () => new CargoReading() };

const DOWNLOADED = /^ *Downloaded \S+ v\d\S*(?: \(.*\))?$/;
/** Cargo is at work, and not told to be quiet. */
const AT_WORK = /^ *(?:Compiling|Checking|Fresh|Finished) /;

class CargoReading implements LogReading {
  private isTelling = false;
  private downloaded = 0;

  line(text: string): void {
    const isDownload = DOWNLOADED.test(text);
    if (isDownload) this.downloaded += 1;
    this.isTelling ||= isDownload || AT_WORK.test(text);
  }

  told(): ReturnType<LogReading['told']> {
    return this.isTelling
      ? { reused: undefined, downloaded: this.downloaded, downloadedBytes: undefined }
      : undefined;
  }
}
