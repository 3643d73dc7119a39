import type { LogReading, ToolLog } from '../tool-log';

/** Read in logs of uv 0.13. */
export const log: ToolLog = { kind: 'tells', read: () => new UvReading() };

/** `Prepared` counts what was not in the cache, `Installed` all. Sizes are told of large archives only. */
const COUNT = /^(Prepared|Installed) (\d+) packages? in /;
/** What is built from a folder was not downloaded. */
const BUILT_FROM_FOLDER = /^ *Built .+ @ file:\/\//;
/** Nothing was missing. */
const NOTHING_TO_DO = /^(?:Checked|Audited) \d+ packages? in /;

class UvReading implements LogReading {
  private isTelling = false;
  private prepared = 0;
  private installed = 0;
  private fromFolders = 0;

  line(text: string): void {
    const [, verb, count = ''] = COUNT.exec(text) ?? [];
    if (verb === 'Prepared') this.prepared += Number(count);
    else if (verb === 'Installed') this.installed += Number(count);
    else if (BUILT_FROM_FOLDER.test(text)) this.fromFolders += 1;
    this.isTelling ||= verb === 'Installed' || NOTHING_TO_DO.test(text);
  }

  told(): ReturnType<LogReading['told']> {
    const { prepared, installed, fromFolders } = this;
    return this.isTelling
      ? {
          reused: Math.max(0, installed - prepared),
          downloaded: Math.max(0, prepared - fromFolders),
          downloadedBytes: undefined,
        }
      : undefined;
  }
}
