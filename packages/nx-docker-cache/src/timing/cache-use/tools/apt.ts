import { sizeInBytes, sumKnown, type LogReading, type ToolLog } from '../tool-log';

/** Read in logs of apt 2.6 and 3.0. Counts packages, not the lists that `apt-get update` gets; `-qq` tells nothing. */
export const log: ToolLog = { kind: 'tells', read: () => new AptReading() };

/** `0 upgraded, 3 newly installed, 1 reinstalled, 0 to remove …`; apt 3: `Upgrading: 0, Installing: 1, Reinstalling: 1, Removing: 0`. */
const PLAN = /^(?:\d+ upgraded, \d+ newly installed, | *Upgrading: \d+, Installing: \d+, )/;
const PLANNED =
  /(\d+) (?:upgraded|newly installed|reinstalled|downgraded)|(?:Upgrading|Installing|Reinstalling|Downgrading): (\d+)/g;
/** `Need to get 451 kB/651 kB of archives.`; apt 3: `Download size: 161 kB / 240 kB`. Not said when nothing is installed. */
const NEEDS = /^(?:Need to get .* of archives\.| *Download size: .*)$/;
/** Everything is there: nothing is got, and no end of it is told. */
const NEEDS_NOTHING = /^(?:Need to get| *Download size:) 0 B\b/;
/** A package that did not come. */
const FAILED = /^(?:Err:\d+ |E: )/;
const PACKAGE = /^Get:\d+ .* \[[\d.,]+ [kMG]?B\]$/;
/** A package that the build brought along: `apt-get install ./own.deb`. */
const LOCAL_PACKAGE = /^Get:\d+ \//;
const FETCHED = /^Fetched ([\d.,]+ [kMG]?B) in /;

class AptReading implements LogReading {
  private isTelling = false;
  /** The plan that was said last, until it is known that there is something to install. */
  private planned = 0;
  private isGetting = false;
  /** Until everything has come, what has not is not known to be in the cache. */
  private isWaiting = false;
  private hasFailed = false;
  private packages = 0;
  private downloaded = 0;
  private bytes: number | undefined = 0;

  line(text: string): void {
    if (PLAN.test(text)) this.planned = sumOf(text);
    else if (NEEDS.test(text)) this.begin(!NEEDS_NOTHING.test(text));
    else if (this.isGetting) this.get(text);
  }

  private begin(isWaiting: boolean): void {
    this.isWaiting = isWaiting;
    this.isTelling = true;
    this.isGetting = true;
    this.packages += this.planned;
    this.planned = 0;
  }

  private get(text: string): void {
    if (LOCAL_PACKAGE.test(text)) this.packages -= 1;
    else if (PACKAGE.test(text)) this.downloaded += 1;
    const fetched = FETCHED.exec(text)?.[1];
    if (fetched !== undefined) {
      this.bytes = sumKnown([this.bytes, sizeInBytes(fetched)]);
      this.isWaiting = false;
    }
    if (FAILED.test(text)) this.hasFailed = true;
    if (fetched !== undefined || text.startsWith('Reading package lists')) this.isGetting = false;
  }

  told(): ReturnType<LogReading['told']> {
    const { packages, downloaded, bytes } = this;
    if (!this.isTelling || this.isWaiting || this.hasFailed) return undefined;
    return { reused: Math.max(0, packages - downloaded), downloaded, downloadedBytes: bytes };
  }
}

function sumOf(plan: string): number {
  return [...plan.matchAll(PLANNED)].reduce((sum, [, before, after]) => sum + Number(before ?? after), 0);
}
