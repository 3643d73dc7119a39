import { StringDecoder } from 'node:string_decoder';
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
const MAX_OBJECT_LENGTH = 16 * 1024 * 1024;

/**
 * Reads `docker buildx build --progress=rawjson` as it comes: one object a line (buildx 0.29) or indented objects over
 * several lines (buildx 0.13), mixed with plain lines. Chunks may end anywhere.
 */
export class RawJsonDecoder {
  private readonly decoder = new StringDecoder('utf8');
  /** The start of a line whose end has not come yet. */
  private open = '';
  private isDropping = false;
  /** The lines of an indented object whose end has not come yet. */
  private objectLines: string[] = [];
  private objectLength = 0;

  constructor(private readonly onItem: (item: StreamItem) => void) {}

  push(chunk: Uint8Array): void {
    // Of the whole chunk at once: many small conversions cost more than the parsing.
    const text = this.decoder.write(asBuffer(chunk));
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.endLine(text.slice(from, end));
      from = end + 1;
    }
    this.hold(text.slice(from));
  }

  /** The stream has ended: what is left is a line without its end. */
  end(): void {
    this.open += this.decoder.end();
    if (this.open !== '') this.endLine('');
    if (this.objectLines.length > 0) this.abandonObject();
  }

  private hold(rest: string): void {
    this.open += rest;
    if (this.open.length <= MAX_OBJECT_LENGTH) return;
    this.open = '';
    this.isDropping = true;
  }

  private endLine(rest: string): void {
    const line = withoutCarriageReturn(this.open === '' ? rest : this.open + rest);
    this.open = '';
    if (this.isDropping) {
      this.isDropping = false;
      this.onItem({ kind: 'unreadable' });
    } else if (this.objectLines.length > 0) this.continueObject(line);
    else this.startLine(line);
  }

  private startLine(line: string): void {
    if (line === '') return;
    if (line === '{') this.addToObject(line);
    else this.onItem(line.startsWith('{') ? parseObject(line) : { kind: 'text', line });
  }

  /** Only the braces of the object itself stand at the start of a line; any other line there means that it broke off. */
  private continueObject(line: string): void {
    if (line !== '}' && line !== '' && !line.startsWith(' ')) {
      this.abandonObject();
      this.startLine(line);
      return;
    }
    this.addToObject(line);
    if (line !== '}') return;
    const whole = this.objectLines.join('\n');
    this.forgetObject();
    this.onItem(parseObject(whole));
  }

  private addToObject(line: string): void {
    this.objectLines.push(line);
    this.objectLength += line.length;
    if (this.objectLength > MAX_OBJECT_LENGTH) this.abandonObject();
  }

  private abandonObject(): void {
    this.forgetObject();
    this.onItem({ kind: 'unreadable' });
  }

  private forgetObject(): void {
    this.objectLines = [];
    this.objectLength = 0;
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

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
