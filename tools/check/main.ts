import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../repository-root';
import { STEPS } from './steps';

/** Each step needs one core. */
const AT_ONCE = 2;

type Step = (typeof STEPS)[number];

/**
 * Runs every step, two at a time and also after one has failed, and says at the end which did. `--except "unit tests"`
 * leaves a step out: for CI, whose `npm test` runs them anyway.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { except: { type: 'string', multiple: true, default: [] } } });
  const unknown = values.except.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(', ')}`);
  const waiting = STEPS.filter(({ name }) => !values.except.includes(name));
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      if (!(await succeeds(step))) failed.push(step.name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failed.length === 0) return;
  console.error(`\ncheck failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/** What a step prints is shown in one piece, when it has ended. */
function succeeds({ name, command: [file, ...args] }: Step): Promise<boolean> {
  const start = performance.now();
  const child = spawn(file, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.log(`\n> ${name}: ${[file, ...args].join(' ')} (${seconds} s)\n${output.trimEnd()}`.trimEnd());
      resolve(status === 0);
    });
  });
}

void main();
