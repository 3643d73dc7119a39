import { sizeInBytes, sumKnown, type LogReading, type ToolLog } from '../tool-log';

/**
 * Read in logs of Maven 3.8. Counts files: archives and their descriptions. What is in the repository is never mentioned,
 * and with `-ntp` neither are downloads, so that a log without any says nothing.
 */
export const log: ToolLog = { kind: 'tells', read: () => new MavenReading() };

/** Settings of colour may stand in front. */
const DOWNLOADED = /\[INFO\] Downloaded from \S+: \S+ \((\d\S* [kMG]?B) at [^)]*\)$/;

class MavenReading implements LogReading {
  private downloaded = 0;
  private bytes: number | undefined = 0;

  line(text: string): void {
    const size = DOWNLOADED.exec(text)?.[1];
    if (size === undefined) return;
    this.downloaded += 1;
    this.bytes = sumKnown([this.bytes, sizeInBytes(size)]);
  }

  told(): ReturnType<LogReading['told']> {
    const { downloaded, bytes } = this;
    return downloaded === 0 ? undefined : { reused: undefined, downloaded, downloadedBytes: bytes };
  }
}
