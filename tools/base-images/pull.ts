import { spawn } from 'node:child_process';
import type { Say } from '../engine/packages';

/** A registry that has said nothing after so long is out of reach; once it answers, a pull may take its time. */
const FIRST_WORD_MS = 10_000;

/** Pulls an image. Returns why not, in a few words; undefined when it is there. */
export function pull(name: string, env: NodeJS.ProcessEnv, say: Say): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('docker', ['pull', name], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let problem = '';
    const timer = setTimeout(() => {
      problem = `no registry answered within ${FIRST_WORD_MS / 1000} s`;
      child.kill('SIGKILL');
    }, FIRST_WORD_MS);
    child.stdout.once('data', () => {
      clearTimeout(timer);
      say(`pulling ${name}`);
    });
    child.stdout.resume();
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (problem += chunk));
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(error.message);
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve(status === 0 ? undefined : briefly(problem));
    });
  });
}

/** The engine's sentence without the addresses of the registry: `no such host`. */
export function briefly(problem: string): string {
  const line = problem.trim().split('\n').at(-1) ?? '';
  const last = line.split(': ').at(-1)?.trim() ?? '';
  return last === '' ? 'no reason given' : last;
}
