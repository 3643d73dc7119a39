import { ProductError } from '../errors/product-error';
import type { World } from '../io/world';
import type { CommandEntry, ExitCode } from './command';
import { renderHelp, renderOverview } from './help';
import { parseArguments } from './parse-arguments';

/** Runs one command line (without the program's name) and says how it ended. Never throws. */
export async function runCli(
  commands: readonly CommandEntry[],
  words: readonly string[],
  world: World,
): Promise<ExitCode> {
  try {
    return await dispatch(commands, words, world);
  } catch (error) {
    world.terminal.err(`${describeError(error, world)}\n`);
    return error instanceof ProductError ? error.exitCode : 2;
  }
}

async function dispatch(
  commands: readonly CommandEntry[],
  [name, ...words]: readonly string[],
  world: World,
): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    world.terminal.out(renderOverview(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    throw new ProductError({
      code: 'OPTION_UNKNOWN',
      what: `there is no command "${name}"`,
      why: `the commands are ${commands.map((candidate) => candidate.name).join(', ')}`,
      next: 'run nx-docker-cache --help',
    });
  }
  const schema = command.schema();
  if (asksForHelp(words)) {
    world.terminal.out(renderHelp(name, schema));
    return 0;
  }
  const options = parseArguments(name, schema, words);
  const run = await command.load();
  return run(options as never, world);
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** A defect of ours is printed with its stack, so that it can be reported. */
function describeError(error: unknown, world: World): string {
  if (error instanceof ProductError) return error.message;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `nx-docker-cache met a defect of its own (please report it, with this text; ${world.environment.platform}):\n${text}`;
}
