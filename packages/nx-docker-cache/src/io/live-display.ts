import type { Terminal } from './world';

const FRAME_MS = 100;
const MAX_LINES = 16;

/** Draws frames over each other at the end of the terminal's output, on standard error. */
export class LiveDisplay {
  private drawnLines = 0;

  constructor(private readonly terminal: Pick<Terminal, 'err' | 'rows' | 'frameColumns'>) {}

  static readonly frameMs = FRAME_MS;

  /** The size a frame may have now: the terminal may be resized at any time. */
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.terminal.frameColumns - 1, height: Math.min(MAX_LINES, this.terminal.rows - 1) };
  }

  draw(lines: readonly string[]): void {
    this.terminal.err(`${this.erasing()}${lines.map((line) => `${line}\n`).join('')}`);
    this.drawnLines = lines.length;
  }

  /** Removes the frame; what is printed next takes its place. */
  clear(): void {
    if (this.drawnLines > 0) this.terminal.err(this.erasing());
    this.drawnLines = 0;
  }

  /** To the first line of the frame, and erase to the end of the screen. */
  private erasing(): string {
    return this.drawnLines === 0 ? '' : `\x1b[${this.drawnLines}F\x1b[0J`;
  }
}
