const KEPT_LINES = 200;
const KEPT_LINE_LENGTH = 4_000;

/** The last lines that a step printed; memory stays bounded. Both streams are kept together, line by line. */
export class StepLog {
  private readonly kept: string[] = [];
  /** The unfinished line of each stream. */
  private readonly open = new Map<number, string>();

  /** Returns the lines that the text completed. A lone CR redraws a line: what stands after the last one counts. */
  push(text: string, stream = 1): readonly string[] {
    const open = this.open.get(stream) ?? '';
    if (open === '' && isOneLine(text)) return this.keepOne(text.slice(0, -1));
    const whole = open + text;
    const hasReturn = whole.includes('\r');
    const parts = hasReturn ? whole.split(/\r?\n/) : whole.split('\n');
    this.open.set(stream, (parts.pop() ?? '').slice(-KEPT_LINE_LENGTH));
    const lines = hasReturn ? parts.map(lastDrawing) : parts;
    this.keep(lines);
    return lines;
  }

  /** The lines that were not ended; they are ended now. */
  flush(): readonly string[] {
    const lines = this.unfinished();
    this.open.clear();
    this.keep(lines);
    return lines;
  }

  /** The last lines, the unfinished ones included. */
  last(count: number): readonly string[] {
    return [...this.kept, ...this.unfinished()].slice(-count);
  }

  private unfinished(): string[] {
    return [...this.open.values()].filter((line) => line !== '').map(lastDrawing);
  }

  /** Almost all that comes is just this: not worth two lists. */
  private keepOne(line: string): readonly string[] {
    this.kept.push(line.slice(0, KEPT_LINE_LENGTH));
    this.dropOldest();
    return [line];
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines.slice(-KEPT_LINES)) this.kept.push(line.slice(0, KEPT_LINE_LENGTH));
    this.dropOldest();
  }

  /** Now and then instead of for each line: removing from the front costs as much as is kept. */
  private dropOldest(): void {
    if (this.kept.length > 2 * KEPT_LINES) this.kept.splice(0, this.kept.length - KEPT_LINES);
  }
}

function isOneLine(text: string): boolean {
  return text.indexOf('\n') === text.length - 1 && text !== '' && !text.includes('\r');
}

function lastDrawing(line: string): string {
  return line.slice(line.lastIndexOf('\r', line.length - 2) + 1).replace(/\r$/, '');
}
