import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { OutputTail } from './output-tail';
import type { ProcessCommand, Processes, ProcessListeners, ProcessResult, StreamResult } from './world';

/** How long a process may take to end after SIGINT. BuildKit cancels a build within this time and removes what it began. */
const GRACE_MS = 10_000;

export function realProcesses(graceMs = GRACE_MS): Processes {
  return {
    run: (command, listeners = {}) => run(command, listeners, graceMs),
    stream: (command, consume, signal) => stream(command, consume, { signal, graceMs }),
    launch,
  };
}

function run(command: ProcessCommand, listeners: ProcessListeners, graceMs: number): Promise<ProcessResult> {
  const child = start(command);
  const stdout = new OutputTail(listeners.onStdout);
  child.stdout.on('data', stdout.push);
  return ended(child, command, {
    stdout,
    stderr: keepErrors(child, listeners.onStderr),
    signal: listeners.signal,
    graceMs,
  });
}

async function stream<T>(
  command: ProcessCommand,
  consume: (output: AsyncIterable<Uint8Array>) => Promise<T>,
  { signal, graceMs }: { readonly signal: AbortSignal | undefined; readonly graceMs: number },
): Promise<StreamResult<T>> {
  const child = start(command);
  const consumed = consume(child.stdout as AsyncIterable<Uint8Array>).then(
    (value) => ({ ok: true, value }) as const,
    (error: unknown) => {
      child.kill();
      return { ok: false, error } as const;
    },
  );
  const process = await ended(child, command, {
    stdout: new OutputTail(),
    stderr: keepErrors(child),
    signal,
    graceMs,
  });
  return { process, consumed: await consumed };
}

function launch({ file, args, cwd, env }: ProcessCommand): Promise<boolean> {
  const child = spawn(file, args, {
    cwd,
    env: env === undefined ? process.env : { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  });
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve(false);
    });
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

type PipedProcess = ChildProcessByStdio<null, Readable, Readable>;

function start(command: ProcessCommand): PipedProcess {
  return spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env === undefined ? process.env : { ...process.env, ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

function keepErrors(child: PipedProcess, listener?: (chunk: Uint8Array) => void): OutputTail {
  const stderr = new OutputTail(listener);
  child.stderr.on('data', stderr.push);
  return stderr;
}

interface RunningProcess {
  readonly stdout: OutputTail;
  readonly stderr: OutputTail;
  readonly signal: AbortSignal | undefined;
  readonly graceMs: number;
}

function ended(
  child: ChildProcess,
  command: ProcessCommand,
  { stdout, stderr, signal, graceMs }: RunningProcess,
): Promise<ProcessResult> {
  const release = endOnAbort(child, signal, graceMs);
  return new Promise<ProcessResult>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && (command.cwd === undefined || existsSync(command.cwd)))
        resolve({ kind: 'not-found', file: command.file });
      else reject(error);
    });
    child.on('close', (exitCode, signal) => {
      const output = { stdout: stdout.text(), stderr: stderr.text() };
      resolve(
        signal === null
          ? { kind: 'exited', exitCode: exitCode ?? 1, ...output }
          : { kind: 'signalled', signal, ...output },
      );
    });
  }).finally(release);
}

/** Returns what undoes it. */
function endOnAbort(child: ChildProcess, signal: AbortSignal | undefined, graceMs: number): () => void {
  let killTimer: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill('SIGINT');
    killTimer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end, { once: true });
  return () => {
    signal?.removeEventListener('abort', end);
    clearTimeout(killTimer);
  };
}
