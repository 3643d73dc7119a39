import type { LogReading, ToolLog } from '../tool-log';

/**
 * Read in logs of Go 1.19. What is in the cache is never mentioned; `go mod download` tells of its downloads with `-x` only,
 * so that a log without any says nothing.
 */
export const log: ToolLog = { kind: 'tells', read: () => new GoReading() };

const DOWNLOADING = /^go: downloading \S+ v\S+$/;
const GOT_ARCHIVE = /^# get \S+\.zip: 200 OK /;

class GoReading implements LogReading {
  private announced = 0;
  private got = 0;

  line(text: string): void {
    if (DOWNLOADING.test(text)) this.announced += 1;
    else if (GOT_ARCHIVE.test(text)) this.got += 1;
  }

  told(): ReturnType<LogReading['told']> {
    // With -x a build writes both of the same module.
    const downloaded = Math.max(this.announced, this.got);
    return downloaded === 0 ? undefined : { reused: undefined, downloaded, downloadedBytes: undefined };
  }
}
