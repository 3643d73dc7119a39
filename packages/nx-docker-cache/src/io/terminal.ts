import { createInterface } from 'node:readline/promises';
import { errorCode } from './error-code';
import type { Environment, Terminal } from './world';

const FALLBACK_FRAME_COLUMNS = 100;
const FALLBACK_ROWS = 24;
/** Streams whose reader left. Node forgets the error of a standard stream with the next write. */
const unread = new WeakSet<object>();

export function realTerminal(environment: Environment): Terminal {
  return {
    get isInteractive() {
      return process.stderr.isTTY && canRedraw(environment);
    },
    get hasColour() {
      return hasColour(environment, process.stdout.isTTY);
    },
    get columns() {
      return columnsOf(process.stdout.columns, Number(environment.get('COLUMNS'))) ?? Infinity;
    },
    get frameColumns() {
      return columnsOf(process.stderr.columns, Number(environment.get('COLUMNS'))) ?? FALLBACK_FRAME_COLUMNS;
    },
    get rows() {
      return process.stderr.rows || FALLBACK_ROWS;
    },
    get isRead() {
      return !unread.has(process.stdout);
    },
    out: (text) => {
      process.stdout.write(process.stdout.isTTY ? forTerminal(text) : text);
    },
    err: (text) => {
      process.stderr.write(process.stderr.isTTY ? forTerminal(text) : text);
    },
    confirm: (question) =>
      process.stdin.isTTY && process.stderr.isTTY ? ask(question) : Promise.resolve(undefined),
  };
}

/** What our own frames begin with (live-display.ts, `cache-status --watch`). */
const FRAME_START = /^(?:\x1b\[\d+F\x1b\[0J|\x1b\[2J\x1b\[H)/;
/** Our own colours, ends of lines, or a character that a terminal obeys. */
const OWN_OR_CONTROL =
  /\x1b\[(?:0|1|90|3[1236])m|\r?\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What a terminal itself is given: documents (a diff, JSON, the text of a Dockerfile) hold a stranger's text exactly, and a
 * terminal would obey its escape sequences. Written as JSON writes it, so that a document stays one.
 */
export function forTerminal(text: string): string {
  const start = FRAME_START.exec(text)?.[0] ?? '';
  return (
    start +
    text
      .slice(start.length)
      .replace(OWN_OR_CONTROL, (found) =>
        found.length > 1 || found === '\n'
          ? found
          : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
  );
}

/**
 * Whoever reads may leave before the end (`| head`). What was begun goes on, and is recorded, as if they read; without this
 * the process would die of the first line after, with a stack for a message.
 */
export function outliveReaders(
  streams: readonly Pick<NodeJS.WriteStream, 'on'>[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams)
    stream.on('error', (error: Error) => {
      if (errorCode(error) !== 'EPIPE') throw error;
      unread.add(stream);
    });
}

/** Input that ends before an answer (Ctrl-D, Ctrl-C) is no consent. */
async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((resolve) => {
      lines.once('close', () => {
        resolve('');
      });
    });
    return isConsent(await Promise.race([lines.question(`${question} [y/N] `), ended]));
  } finally {
    lines.close();
  }
}

function isConsent(answer: string): boolean {
  return /^y(?:es)?$/i.test(answer.trim());
}

/**
 * Whether frames may be drawn over each other. Not in a task of Nx whose output is recorded, because frames would be
 * replayed on every cache hit: Nx forwards standard error without keeping it only where it runs the task in its own
 * terminal (NX_TERMINAL_OUTPUT_PATH) and streams (nx, bin/run-executor.js).
 */
export function canRedraw({ get }: Pick<Environment, 'get'>): boolean {
  if (isSet(get('CI')) || get('TERM') === 'dumb') return false;
  if (get('NX_TASK_TARGET_PROJECT') === undefined) return true;
  return (
    get('NX_TERMINAL_OUTPUT_PATH') !== undefined &&
    get('NX_STREAM_OUTPUT') === 'true' &&
    get('NX_TERMINAL_CAPTURE_STDERR') !== 'true'
  );
}

/** NO_COLOR (no-color.org) wins over FORCE_COLOR (which Nx sets for the tasks it starts), and that over the terminal. */
export function hasColour(environment: Pick<Environment, 'get'>, isTTY: boolean): boolean {
  if (isSet(environment.get('NO_COLOR'))) return false;
  const forced = environment.get('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY;
}

/** The first width that is one: a pseudo terminal without a size has 0 columns, a file has none. */
export function columnsOf(...widths: readonly (number | undefined)[]): number | undefined {
  return widths.find((width) => width !== undefined && width > 0);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
