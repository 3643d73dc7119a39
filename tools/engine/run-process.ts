import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Ends the process with SIGKILL after so many milliseconds; `status` is then null. */
  readonly timeoutMs?: number;
  /** Gets every complete line of both streams as it comes. */
  readonly onLine?: (line: string) => void;
  readonly stdin?: NodeJS.ReadableStream;
}

export interface RunResult {
  /** The exit status; null when a signal or the timeout ended the process; 127 when there is no such program. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and gathers its output. Never rejects: a missing program is status 127. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
    const stdout = gather(child.stdout, options.onLine);
    const stderr = gather(child.stderr, options.onLine);
    if (options.stdin !== undefined && child.stdin !== null) {
      child.stdin.on('error', () => undefined); // the program ended without reading all: its status says so
      options.stdin.pipe(child.stdin);
    }
    const end = (status: number | null, extra = ''): void => {
      clearTimeout(timer);
      resolve({ status, stdout: stdout(), stderr: stderr() + extra });
    };
    child.once('error', (error) => {
      end(127, `${file}: ${error.message}`);
    });
    child.once('close', (status) => {
      end(status);
    });
  });
}

function gather(stream: NodeJS.ReadableStream | null, onLine?: (line: string) => void): () => string {
  const chunks: string[] = [];
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    chunks.push(chunk);
    if (onLine === undefined) return;
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  return () => chunks.join('');
}

/** The last lines of an output, for an error message. */
export function lastLines(text: string, count = 8): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
