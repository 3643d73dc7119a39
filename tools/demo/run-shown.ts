import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { worthShowing } from './progress-filter';

const HEARTBEAT_MS = 10_000;

export interface ShownRun {
  readonly seconds: number;
  /** Everything the command printed; empty on a terminal, where it printed for itself. */
  readonly output: string;
}

export interface ShownOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Prints a command as a user would type it, runs it with its output shown, and times it from start to end.
 * @throws Error when it ends with another status than 0, with the last lines of its output.
 */
export async function runShown(words: readonly string[], { cwd, env }: ShownOptions): Promise<ShownRun> {
  console.log(`\n$ ${words.join(' ')}`);
  const [file = '', ...args] = words;
  const start = performance.now();
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: process.stdout.isTTY ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  // The command ends first, then what was started for it is cleaned up.
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, passOn);
  const lines: string[] = [];
  const heartbeat = new Heartbeat(start);
  for (const stream of [child.stdout, child.stderr]) if (stream) showLines(stream, lines, heartbeat);
  const status = await new Promise<number | string | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(code ?? signal);
    });
  }).finally(() => {
    heartbeat.stop();
    for (const signal of signals) process.off(signal, passOn);
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0)
    throw new Error(`${words.join(' ')} ended with ${String(status)}\n${lines.slice(-20).join('\n')}`);
  console.log(`  (${seconds.toFixed(1)} s)`);
  return { seconds, output: lines.join('\n') };
}

function showLines(stream: Readable, lines: string[], heartbeat: Heartbeat): void {
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    if (!worthShowing(line)) {
      heartbeat.hidden = line;
      return;
    }
    heartbeat.reset();
    console.log(`  ${line}`);
  });
}

/** Where there is no terminal and a command shows nothing, a line every few seconds says what it is at. */
class Heartbeat {
  readonly #start: number;
  /** The last line that was not worth showing. */
  hidden = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(start: number) {
    this.#start = start;
    if (!process.stdout.isTTY) this.reset();
  }

  reset(): void {
    this.stop();
    this.hidden = '';
    this.#timer = setInterval(() => {
      const seconds = ((performance.now() - this.#start) / 1000).toFixed(0);
      console.log(`  … ${seconds} s  ${this.hidden.slice(0, 80)}`);
    }, HEARTBEAT_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
