import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RECIPES } from '../../packages/nx-docker-cache/src/recipes/registry';
import { upgradeBytes } from '../../packages/nx-docker-cache/src/upgrade/upgrade-bytes';
import { typicalDockerfiles } from './dockerfiles/typical';
import { machine, type Say } from './support/figures';

const FILES = 1000;
const ROUNDS = 10;

interface Round {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** How long it takes to read, plan, edit and verify 1,000 typical Dockerfiles on one thread, and what memory is left in use. */
export function run(say: Say): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-upgrade-'));
  try {
    const files = typicalDockerfiles(FILES).map((text, index) => {
      const file = join(folder, `${index}.Dockerfile`);
      writeFileSync(file, text);
      return file;
    });
    const first = measure(files);
    // Collecting garbage also throws optimised code away: only before and after all the other rounds.
    const heapBefore = heapInUseMb();
    const later = Array.from({ length: ROUNDS - 1 }, () => measure(files));
    print(say, files, first, later);
    say(
      `heap in use: ${heapBefore.toFixed(1)} MB after the first round, ${heapInUseMb().toFixed(1)} MB after the last`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  return Promise.resolve();
}

function measure(files: readonly string[]): Round {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const file of files) upgrade(file);
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
}

function upgrade(file: string) {
  return upgradeBytes(file, readFileSync(file), RECIPES, {});
}

function heapInUseMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function print(say: Say, files: readonly string[], first: Round, later: readonly Round[]): void {
  const results = files.map(upgrade);
  const changed = results.filter(({ before, after }) => before !== after).length;
  const lines = results.reduce((sum, { before }) => sum + before.split('\n').length, 0);
  const declined = results.reduce((sum, { plan }) => sum + plan.declined.length, 0);
  const best = later.reduce((a, b) => (b.wallMs < a.wallMs ? b : a), first);
  say(`${FILES} Dockerfiles, ${lines} lines; ${changed} upgraded, ${declined} RUNs declined`);
  say(`${machine()}, one thread used`);
  say(`first round, cold: ${figure(first)}`);
  say(`best of ${ROUNDS} rounds: ${figure(best)}`);
}

function figure({ wallMs, cpuMs }: Round): string {
  return `${wallMs.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor time)`;
}
