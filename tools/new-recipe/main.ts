import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../repository-root';
import { skeleton } from './skeleton';

const USAGE = `usage: npm run new:recipe -- <tool>

Writes a recipe and its example for you to fill in: recipes/tools/<tool>.ts and examples/<tool>/.`;

const NEXT = `next:
  1. state the facts, from the tool's own sources; a wrong one damages Dockerfiles: when in doubt, let the recipe decline
  2. run the real tool: where is its cache for root, for another user, with each variable, and does it fill? That is \`proof\`
  3. fixtures in packages/nx-docker-cache/src/upgrade/fixtures: plain, another user, moved, disabled, wiped, declined
  4. npm run codegen && npm run check`;

function main([tool]: readonly string[]): void {
  if (tool === undefined || tool.startsWith('-')) throw new Error(`no tool is named\n\n${USAGE}`);
  const files = skeleton(tool);
  const present = files.find(({ path }) => existsSync(join(repositoryRoot, path)));
  if (present !== undefined) throw new Error(`${present.path} is there already: nothing was written`);
  for (const { path, content } of files) {
    const file = join(repositoryRoot, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
  console.log(NEXT);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
