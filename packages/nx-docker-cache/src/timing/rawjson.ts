import type { ProgressUpdate } from './progress-event';
import { readUpdate } from './read-update';

/** What one stretch of the stream turned out to be. */
export type StreamItem =
  | { readonly kind: 'update'; readonly update: ProgressUpdate }
  /** A line that is not JSON: `ERROR: …` and what buildx prints besides (docker/buildx#2967). */
  | { readonly kind: 'text'; readonly line: string }
  /** Looks like JSON and is none: a line cut off, or damaged. */
  | { readonly kind: 'unreadable' };

/** No object of BuildKit's comes near this size; whatever does is dropped, so that memory stays bounded. */
const MAX_OBJECT_BYTES = 16 * 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Reads `docker buildx build --progress=rawjson` as it comes: one object a line (buildx 0.29) or indented objects over
 * several lines (buildx 0.13), mixed with plain lines. Chunks may end anywhere.
 */
export class RawJsonDecoder {
  /** The start of a line whose end has not come yet. */
  private lineParts: Uint8Array[] = [];
  private lineBytes = 0;
  private dropping = false;
  /** The lines of an indented object whose end has not come yet. */
  private objectLines: Uint8Array[] = [];
  private objectBytes = 0;
  private insideObject = false;

  constructor(private readonly onItem: (item: StreamItem) => void) {}

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      this.endLine(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from < chunk.length) this.hold(chunk.slice(from));
  }

  /** The stream has ended: what is left is a line without its end. */
  end(): void {
    if (this.lineParts.length > 0) this.endLine(new Uint8Array());
    if (this.insideObject) this.onItem({ kind: 'unreadable' });
    this.reset();
  }

  private hold(part: Uint8Array): void {
    this.lineParts.push(part);
    this.lineBytes += part.length;
    if (this.lineBytes > MAX_OBJECT_BYTES) {
      this.lineParts = [part.subarray(0, 1)];
      this.lineBytes = 1;
      this.dropping = true;
    }
  }

  private endLine(rest: Uint8Array): void {
    const line = trimEnd(this.lineParts.length === 0 ? rest : Buffer.concat([...this.lineParts, rest]));
    const dropped = this.dropping;
    this.lineParts = [];
    this.lineBytes = 0;
    this.dropping = false;
    if (dropped) this.onItem({ kind: 'unreadable' });
    else if (this.insideObject) this.continueObject(line);
    else this.startLine(line);
  }

  private startLine(line: Uint8Array): void {
    if (line.length === 0) return;
    if (line[0] !== OPEN) this.onItem({ kind: 'text', line: textOf(line) });
    else if (line.length === 1) this.startObject(line);
    else this.onItem(parseObject(textOf(line)));
  }

  private startObject(line: Uint8Array): void {
    this.insideObject = true;
    this.objectLines = [line];
    this.objectBytes = line.length;
  }

  /** Only the braces of the object itself stand at the start of a line; any other line there means that it broke off. */
  private continueObject(line: Uint8Array): void {
    const isEnd = line.length === 1 && line[0] === CLOSE;
    if (!isEnd && line.length > 0 && line[0] !== 0x20) {
      this.abandonObject();
      this.startLine(line);
      return;
    }
    this.objectLines.push(line);
    this.objectBytes += line.length;
    if (this.objectBytes > MAX_OBJECT_BYTES) this.abandonObject();
    else if (isEnd) {
      const whole = textOf(Buffer.concat(this.objectLines));
      this.reset();
      this.onItem(parseObject(whole));
    }
  }

  private abandonObject(): void {
    this.reset();
    this.onItem({ kind: 'unreadable' });
  }

  private reset(): void {
    this.insideObject = false;
    this.objectLines = [];
    this.objectBytes = 0;
  }
}

function parseObject(line: string): StreamItem {
  try {
    const update = readUpdate(JSON.parse(line));
    return update === undefined ? { kind: 'text', line } : { kind: 'update', update };
  } catch {
    return { kind: 'unreadable' };
  }
}

function trimEnd(line: Uint8Array): Uint8Array {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
