import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench:<name>` runs `tools/bench/<name>.ts`: every file beside this one is a benchmark. */
async function main(): Promise<void> {
  const [name = '', ...rest] = process.argv.slice(2);
  const file = join(__dirname, `${name}.ts`);
  if (!/^[a-z-]+$/.test(name) || name === 'main' || !existsSync(file)) {
    console.error(`there is no benchmark ${JSON.stringify(name)}; there are ${benchmarks().join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const benchmark = (await import(file)) as { readonly run: (args: readonly string[]) => Promise<void> };
  await benchmark.run(rest);
}

function benchmarks(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.ts') && name !== 'main.ts' && !name.endsWith('.spec.ts'))
    .map((name) => name.replace(/\.ts$/, ''));
}

void main();
