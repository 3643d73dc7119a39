const KEPT_LINES = 200;
const KEPT_LINE_LENGTH = 4_000;

/** The last lines that a step printed; memory stays bounded. */
export class StepLog {
  private readonly kept: string[] = [];
  private open = '';

  /** Returns the lines that the text completed. A lone CR redraws a line: what stands after the last one counts. */
  push(text: string): readonly string[] {
    const parts = (this.open + text).split(/\r?\n/);
    this.open = (parts.pop() ?? '').slice(-KEPT_LINE_LENGTH);
    const lines = parts.map(lastDrawing);
    this.kept.push(...lines.slice(-KEPT_LINES).map((line) => line.slice(0, KEPT_LINE_LENGTH)));
    if (this.kept.length > KEPT_LINES) this.kept.splice(0, this.kept.length - KEPT_LINES);
    return lines;
  }

  /** The line that was not ended, and forgets it. */
  flush(): readonly string[] {
    return this.open === '' ? [] : this.push('\n');
  }

  /** The last lines, the unfinished one included. */
  last(count: number): readonly string[] {
    return [...this.kept, ...(this.open === '' ? [] : [lastDrawing(this.open)])].slice(-count);
  }
}

function lastDrawing(line: string): string {
  return line.slice(line.lastIndexOf('\r', line.length - 2) + 1).replace(/\r$/, '');
}
