import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { OutputTail } from './output-tail';
import type { ProcessCommand, Processes, ProcessListeners, ProcessResult } from './world';

/** How long a process may take to end after SIGINT. BuildKit cancels a build within this time and removes what it began. */
const GRACE_MS = 10_000;

export function realProcesses(graceMs = GRACE_MS): Processes {
  return { run: (command, listeners = {}) => run(command, listeners, graceMs) };
}

function run(command: ProcessCommand, listeners: ProcessListeners, graceMs: number): Promise<ProcessResult> {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env === undefined ? process.env : { ...process.env, ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stdout = new OutputTail(listeners.onStdout);
  const stderr = new OutputTail(listeners.onStderr);
  child.stdout.on('data', stdout.push);
  child.stderr.on('data', stderr.push);
  const release = endOnAbort(child, listeners.signal, graceMs);
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
