import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatted } from '../formatted';
import { replaceMarked } from '../marked-text';
import { repositoryRoot } from '../repository-root';
import type { Say } from './support/figures';

const PAGE = 'docs/benchmarks.md';

/**
 * `npm run bench:<name>` runs `tools/bench/<name>.ts`: every file beside this one is a benchmark. `-- --record` writes
 * what it printed into docs/benchmarks.md.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { record: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [name = ''] = positionals;
  const file = join(__dirname, `${name}.ts`);
  if (!/^[a-z-]+$/.test(name) || name === 'main' || !existsSync(file)) {
    console.error(`there is no benchmark ${JSON.stringify(name)}; there are ${benchmarks().join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const benchmark = (await import(file)) as Benchmark;
  const said: string[] = [];
  await benchmark.run((line) => {
    console.log(line);
    said.push(line);
  });
  if (values.record) await record(name, benchmark.setting, said);
}

interface Benchmark {
  readonly run: (say: Say) => Promise<void>;
  /** Of the environment, where it makes another benchmark of it: recorded in a place of its own. */
  readonly setting?: { readonly name: string; readonly value: string };
}

async function record(name: string, setting: Benchmark['setting'], lines: readonly string[]): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const marker = setting === undefined ? name : `${name}-${setting.value}`;
  const given = setting === undefined ? '' : `${setting.name}=${setting.value} `;
  const content = `\`${given}npm run bench:${name}\` on ${day}:\n\n\`\`\`\n${lines.join('\n').trim()}\n\`\`\`\n`;
  const page = join(repositoryRoot, PAGE);
  writeFileSync(page, await formatted(PAGE, replaceMarked(readFileSync(page, 'utf8'), marker, content)));
  console.log(`wrote ${PAGE}`);
}

function benchmarks(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.ts') && name !== 'main.ts' && !name.endsWith('.spec.ts'))
    .map((name) => name.replace(/\.ts$/, ''));
}

void main();
