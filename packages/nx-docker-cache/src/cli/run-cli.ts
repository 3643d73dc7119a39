import { TARGET_OPTIONS, type OptionNames } from '../errors/option-names';
import { ProductError, renderError } from '../errors/product-error';
import { ownVersion } from '../io/own-version';
import type { World } from '../io/world';
import { nearest } from '../text/nearest';
import type { CommandEntry, ExitCode } from './command';
import { errorDocument } from './error-document';
import { renderHelp, renderOverview } from './help';
import { commandOptions } from './option-names';
import { parseArguments } from './parse-arguments';
import { watchOutput } from './watch-output';

/** Runs one command line (without the program's name) and says how it ended. Never throws. */
export async function runCli(
  commands: readonly CommandEntry[],
  words: readonly string[],
  world: World,
): Promise<ExitCode> {
  const output = watchOutput(world.terminal);
  const watched = { ...world, terminal: output.terminal };
  try {
    return await dispatch(commands, words, watched);
  } catch (error) {
    if (!(error instanceof ProductError)) {
      world.terminal.err(`${describeDefect(error, world)}\n`);
      return 2;
    }
    const facts = error.factsFor(namesFor(commands, words));
    world.terminal.err(`${renderError(facts)}\n`);
    // A document that is there already is whole: a second one would spoil it.
    if (asksForJson(words) && !output.hasOut())
      world.terminal.out(`${JSON.stringify(errorDocument(facts))}\n`);
    return error.exitCode;
  }
}

function namesFor(commands: readonly CommandEntry[], [name]: readonly string[]): OptionNames {
  const command = commands.find((each) => each.name === name);
  return command === undefined ? TARGET_OPTIONS : commandOptions(command.schema());
}

async function dispatch(
  commands: readonly CommandEntry[],
  [name, ...words]: readonly string[],
  world: World,
): Promise<ExitCode> {
  if (name === 'help' && words[0] !== undefined && !asksForHelp(words.slice(0, 1)))
    return dispatch(commands, [words[0], '--help'], world);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    world.terminal.out(renderOverview(commands, world.terminal.columns));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    world.terminal.out(`${ownVersion()}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownCommand(name, commands);
  const schema = command.schema();
  if (asksForHelp(words)) {
    world.terminal.out(renderHelp(name, schema, world.terminal.columns));
    return 0;
  }
  const options = parseArguments(name, schema, words);
  const run = await command.load();
  return run(options as never, world, commandOptions(schema));
}

function unknownCommand(name: string, commands: readonly CommandEntry[]): ProductError {
  const names = commands.map((command) => command.name);
  const meant = nearest(name, names);
  return new ProductError({
    code: 'OPTION_UNKNOWN',
    what: `there is no command "${name}"`,
    why: `the commands are ${names.join(', ')}`,
    next: `${meant === undefined ? '' : `did you mean ${meant}? `}nx-docker-cache --help explains the commands`,
  });
}

function asksForHelp(words: readonly string[]): boolean {
  return beforeDashes(words).some((word) => word === '--help' || word === '-h');
}

/** Told by the words, because the options may be what is wrong. */
function asksForJson(words: readonly string[]): boolean {
  return /(?:^|\n)(?:--json(?:=true)?|--format[=\n]json)(?:\n|$)/.test(beforeDashes(words).join('\n'));
}

function beforeDashes(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

/** A defect of ours is printed with its stack, so that it can be reported. */
function describeDefect(error: unknown, world: World): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `nx-docker-cache met a defect of its own (please report it, with this text; ${world.environment.platform}):\n${text}`;
}
