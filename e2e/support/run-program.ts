import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from start to end. */
  readonly ms: number;
}

export interface ProgramOptions {
  readonly cwd: string;
  /** Added to the environment of the tests; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** SIGKILL after this long; default ten minutes. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end, whatever its exit code. A signal counts as exit code 128. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: withoutUndefined({ ...process.env, ...options.env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 600_000,
      killSignal: 'SIGKILL',
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exitCode: code ?? 128, ...output, ms: performance.now() - started });
    });
  });
}

/** The same for a program that must succeed. @returns its stdout */
export async function runOrFail(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const result = await runProgram(file, args, options);
  if (result.exitCode !== 0)
    throw new Error(
      `${[file, ...args].join(' ')} ended with ${result.exitCode}\n${result.stdout}${result.stderr}`,
    );
  return result.stdout;
}

export function withoutUndefined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
