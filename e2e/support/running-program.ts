import { spawn, type ChildProcess } from 'node:child_process';
import { withoutUndefined, type ProgramOptions } from './run-program';
import { until } from './until';

/** A program that runs beside the test. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it has printed so far, on standard output and standard error. */
  readonly output: () => string;
  /** Its exit code; null for one that a signal ended. */
  readonly end: Promise<number | null>;
}

export interface RunningOptions extends Pick<ProgramOptions, 'cwd' | 'env'> {
  /** Heads a group of processes of its own, which can be signalled as one. */
  readonly detached?: boolean;
}

export function startProgram(
  file: string,
  args: readonly string[],
  { cwd, env, detached = false }: RunningOptions,
): RunningProgram {
  const child = spawn(file, args, { cwd, env: withoutUndefined({ ...process.env, ...env }), detached });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, end };
}

/** Waits until a program has printed something. Fails with what it printed instead where it ends before. */
export async function untilPrinted({ output, child }: RunningProgram, text: RegExp): Promise<void> {
  await until(`it prints ${String(text)}`, () => text.test(output()) || child.exitCode !== null);
  expect(output()).toMatch(text);
}
