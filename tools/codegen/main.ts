import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatted } from '../formatted';
import { repositoryRoot } from '../repository-root';
import type { OutputFile, Outputs } from './output-file';

/** `npm run codegen` writes what schema.json files and folders declare; `--check` only says what would change. */
async function main(): Promise<void> {
  const stale = (await allOutputs()).filter((file) => current(file.path) !== file.content);
  if (process.argv.includes('--check')) {
    for (const { path } of stale) console.error(`out of date: ${path} (run npm run codegen)`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  for (const { path, content } of stale) {
    const absolute = join(repositoryRoot, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    console.log(`wrote ${path}`);
  }
}

async function allOutputs(): Promise<OutputFile[]> {
  const folder = join(__dirname, 'outputs');
  const modules = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const lists = await Promise.all(
    modules.map(async (name) => ((await import(join(folder, name))) as { outputs: Outputs }).outputs()),
  );
  return Promise.all(
    lists.flat().map(async ({ path, content }) => ({ path, content: await formatted(path, content) })),
  );
}

function current(path: string): string | undefined {
  const absolute = join(repositoryRoot, path);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}

void main();
