const KEPT_LINES = 200;
const KEPT_LINE_LENGTH = 4_000;

/** The last lines that a step printed; memory stays bounded. Both streams are kept together, line by line. */
export class StepLog {
  private readonly kept: string[] = [];
  /** The unfinished line of each stream. */
  private readonly open = new Map<number, string>();

  /** Returns the lines that the text completed. A lone CR redraws a line: what stands after the last one counts. */
  push(text: string, stream = 1): readonly string[] {
    const whole = (this.open.get(stream) ?? '') + text;
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

  private keep(lines: readonly string[]): void {
    for (const line of lines.slice(-KEPT_LINES)) this.kept.push(line.slice(0, KEPT_LINE_LENGTH));
    // Now and then instead of for each line: removing from the front costs as much as is kept.
    if (this.kept.length > 2 * KEPT_LINES) this.kept.splice(0, this.kept.length - KEPT_LINES);
  }
}

function lastDrawing(line: string): string {
  return line.slice(line.lastIndexOf('\r', line.length - 2) + 1).replace(/\r$/, '');
}
