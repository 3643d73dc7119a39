import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';
import { askOracle } from './oracle';

const FIXTURES = join(repositoryRoot, 'packages/nx-docker-cache/src/dockerfile/fixtures');

/** `node tools/bootstrap.mjs dockerfile-oracle`: writes what BuildKit says of every fixture beside it. */
function main(): void {
  const cases = readdirSync(FIXTURES).sort();
  const texts = cases.map((name) => readFileSync(join(FIXTURES, name, 'Dockerfile'), 'utf8'));
  const answers = askOracle(texts.map((dockerfile) => ({ dockerfile })));
  for (const [at, name] of cases.entries()) {
    writeFileSync(join(FIXTURES, name, 'golden.json'), `${JSON.stringify(answers[at], undefined, 2)}\n`);
  }
  console.log(`${cases.length} golden results written`);
}

main();
