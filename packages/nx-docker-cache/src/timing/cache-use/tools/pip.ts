import { sizeInBytes, sumKnown, type LogReading, type ToolLog } from '../tool-log';

/** Read in logs of pip 23.0 and 26.3. `pip --quiet` writes nothing of this. */
export const log: ToolLog = { kind: 'tells', read: () => new PipReading() };

/**
 * `Downloading six-1.16.0-py2.py3-none-any.whl (11 kB)`, `Using cached six-….whl (11 kB)`: the size is missing for a wheel
 * that pip built itself. The metadata of a wheel, which newer pips get first, has a line of its own and is not counted.
 */
const ARCHIVE = /^ *(Downloading|Using cached) \S+\.(?:whl|zip|tar|tgz|tar\.\w+)(?: \(([^)]+)\))?$/;
/** pip is at work, and not told to be quiet. */
const AT_WORK = /^(?:Collecting |Requirement already satisfied: )/;

class PipReading implements LogReading {
  private isTelling = false;
  private reused = 0;
  private downloaded = 0;
  private bytes: number | undefined = 0;

  line(text: string): void {
    const [, verb, size = ''] = ARCHIVE.exec(text) ?? [];
    if (verb === undefined) this.isTelling ||= AT_WORK.test(text);
    else this.archive(verb, size);
  }

  private archive(verb: string, size: string): void {
    this.isTelling = true;
    if (verb === 'Using cached') this.reused += 1;
    else {
      this.downloaded += 1;
      this.bytes = sumKnown([this.bytes, sizeInBytes(size)]);
    }
  }

  told(): ReturnType<LogReading['told']> {
    const { reused, downloaded, bytes } = this;
    return this.isTelling ? { reused, downloaded, downloadedBytes: bytes } : undefined;
  }
}
