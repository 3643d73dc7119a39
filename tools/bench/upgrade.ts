import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RECIPES } from '../../packages/nx-docker-cache/src/recipes/registry';
import { upgradeBytes } from '../../packages/nx-docker-cache/src/upgrade/upgrade-bytes';
import { typicalDockerfiles } from './dockerfiles/typical';

const FILES = 1000;
const ROUNDS = 5;

interface Round {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly heapMb: number;
}

/** How long it takes to read, plan, edit and verify 1,000 typical Dockerfiles on one thread, and what memory is left in use. */
export function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-upgrade-'));
  try {
    const files = typicalDockerfiles(FILES).map((text, index) => {
      const file = join(folder, `${index}.Dockerfile`);
      writeFileSync(file, text);
      return file;
    });
    const rounds = Array.from({ length: ROUNDS }, () => measure(files));
    print(rounds, files);
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
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000, heapMb: heapInUseMb() };
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

function print(rounds: readonly Round[], files: readonly string[]): void {
  const results = files.map(upgrade);
  const changed = results.filter(({ before, after }) => before !== after).length;
  const lines = results.reduce((sum, { before }) => sum + before.split('\n').length, 0);
  const declined = results.reduce((sum, { plan }) => sum + plan.declined.length, 0);
  const [first, ...later] = rounds;
  const last = rounds.at(-1);
  if (first === undefined || last === undefined) return;
  const best = later.reduce((a, b) => (b.wallMs < a.wallMs ? b : a), first);
  console.log(`${FILES} Dockerfiles, ${lines} lines; ${changed} upgraded, ${declined} RUNs declined`);
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), one thread used, Node ${process.version}`,
  );
  console.log(`first round (cold): ${figure(first)}`);
  console.log(`best of ${ROUNDS}:        ${figure(best)}`);
  console.log(`heap in use after each round: ${rounds.map(({ heapMb }) => heapMb.toFixed(1)).join(', ')} MB`);
  console.log(`growth after the first round: ${(last.heapMb - first.heapMb).toFixed(1)} MB`);
}

function figure({ wallMs, cpuMs }: Round): string {
  return `${wallMs.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor time)`;
}
