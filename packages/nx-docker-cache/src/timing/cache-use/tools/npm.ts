import type { LogReading, ToolLog } from '../tool-log';

/** Read in logs of npm 10.9. Only with `--loglevel=http` (or NPM_CONFIG_LOGLEVEL) does npm tell what it downloads. */
export const log: ToolLog = { kind: 'tells', read: () => new NpmReading() };

/** npm looks each archive up in its cache, and says `cache hit` of every one, also when it fetches it afterwards. */
const LOOKED_UP = /^npm http cache \S+?@(https?:\/\/\S+) \d+ms \(cache hit\)$/;
const FETCHED =
  /^npm http fetch GET 2\d\d (\S+) \d+ms(?: attempt #\d+)? \(cache (?:miss|stale|updated|skip)\)$/;

/** Far more than any project has packages. */
const MOST_ARCHIVES = 100_000;

class NpmReading implements LogReading {
  private readonly archives = new Set<string>();
  private readonly downloaded = new Set<string>();

  line(text: string): void {
    if (!text.startsWith('npm http ')) return;
    const archive = LOOKED_UP.exec(text)?.[1];
    if (archive !== undefined && this.archives.size < MOST_ARCHIVES) this.archives.add(archive);
    // What else is fetched tells which versions there are.
    const fetched = FETCHED.exec(text)?.[1];
    if (fetched !== undefined && this.archives.has(fetched)) this.downloaded.add(fetched);
  }

  told(): ReturnType<LogReading['told']> {
    const { size: all } = this.archives;
    const { size: downloaded } = this.downloaded;
    if (all === 0 || all === MOST_ARCHIVES) return undefined;
    return { reused: all - downloaded, downloaded, downloadedBytes: undefined };
  }
}
