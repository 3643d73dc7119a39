import type { Terminal } from '../io/world';

export interface WatchedOutput {
  readonly terminal: Terminal;
  /** Whether anything was printed on standard output. */
  readonly hasOut: () => boolean;
}

/** The same terminal, and what went through it. Its widths and colours are asked anew each time. */
export function watchOutput(terminal: Terminal): WatchedOutput {
  let hasOut = false;
  const out = (text: string): void => {
    hasOut ||= text !== '';
    terminal.out(text);
  };
  return {
    terminal: Object.create(terminal, { out: { value: out, enumerable: true } }) as Terminal,
    hasOut: () => hasOut,
  };
}
