import { readArguments } from './arguments';
import { COMMANDS } from './commands';
import { SUITE_FACTS, SUITES } from './suites';

const USAGE = `usage: npm run engine -- <up|down|status|env|remove> [--suite ${SUITES.join('|')}] [--state-dir DIR] [--data-root DIR]

  up      the engine of the environment when it works, else a private one from Debian's packages
  down    stops private engines (all of this user's, or the one that the options name)
  status  says which engines there are
  env     like up, then prints the lines for a shell: eval "$(npm run --silent engine -- env)"
  remove  down, and deletes the images and the build cache of the one that the options name

suites:
${SUITES.map((suite) => `  ${suite.padEnd(10)}${SUITE_FACTS[suite].purpose}`).join('\n')}`;

async function main(): Promise<void> {
  const read = readArguments(process.argv.slice(2));
  if ('problem' in read) {
    console.error(`${read.problem}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  await COMMANDS[read.command.verb](read.command);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && error.name === 'EngineError' ? error.message : error);
  process.exitCode = 2;
});
