import { skipSpace, trimSpaceEnd } from './blanks';
import { objectionToFlags } from './flag-definitions';
import { heredocWord } from './heredoc';
import { objectionToHealthcheckOptions } from './healthcheck-options';
import { nearest } from '../text/nearest';
import { INSTRUCTION_NAMES, isInstructionName, type InstructionName } from './instruction-name';
import { nodeArguments } from './node-arguments';
import { columnOf } from './position';
import { objectionToRunFlags } from './run-flags';
import { keywordOf } from './split-instruction';
import type { Dockerfile, EscapeToken, Instruction, SyntaxProblem } from './syntax';

/**
 * What BuildKit refuses although its parser accepts it (`instructions.Parse`): unknown instructions, flags that do not
 * exist, missing arguments, instructions in front of the first FROM. One problem an instruction; BuildKit stops at the
 * first. Such a file never builds.
 */
export function rejections({ text, escape, instructions }: Dockerfile): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let inStage = false;
  for (const instruction of instructions) {
    const message = objection(instruction, escape) ?? misplaced(instruction, inStage);
    if (message !== undefined) problems.push(problemAt(text, instruction, message));
    inStage ||= instruction.name === 'FROM';
  }
  return problems;
}

/** At the start of its first line, as BuildKit has it: the keyword may follow on a later one. */
function problemAt(
  text: string,
  { startLine, original, keyword }: Instruction,
  message: string,
): SyntaxProblem {
  const start = original.segments[0]?.source ?? keyword.start;
  return { message, line: startLine, column: columnOf(text, start) };
}

function misplaced({ name }: Instruction, inStage: boolean): string | undefined {
  return inStage || name === 'FROM' || name === 'ARG' ? undefined : 'no build stage in current context';
}

function objection(instruction: Instruction, escape: EscapeToken): string | undefined {
  const { name } = instruction;
  if (!isInstructionName(name)) return unknown(keywordOf(instruction.original.text));
  const facts = { name, instruction, args: nodeArguments(instruction, escape) };
  for (const check of CHECKS[name]) {
    const message = check(facts);
    if (message !== undefined) return message;
  }
  return undefined;
}

function unknown(keyword: string): string {
  const meant = nearest(keyword, INSTRUCTION_NAMES);
  return `unknown instruction: ${keyword}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

interface Facts {
  readonly name: InstructionName;
  readonly instruction: Instruction;
  readonly args: readonly string[];
}

type Check = (facts: Facts) => string | undefined;

const flags: Check = ({ name, instruction }) => objectionToFlags(name, instruction.flags);

const atLeastOne: Check = ({ name, args }) =>
  args.length === 0 ? `${name} requires at least one argument` : undefined;

const exactlyOne: Check = ({ name, args }) =>
  args.length === 1 ? undefined : `${name} requires exactly one argument`;

const sourceAndDestination: Check = ({ name, args }) =>
  args.length < 2
    ? `${name} requires at least two arguments, but only one was provided. Destination could not be determined`
    : undefined;

const destinationIsPath: Check = ({ name, args }) => {
  const heredoc = heredocWord(args.at(-1) ?? '');
  return heredoc === undefined || 'refused' in heredoc
    ? undefined
    : `${name} cannot accept a heredoc as a destination`;
};

/** Name, value and separator of each pair. */
const pairNames: Check = ({ name, args }) =>
  args.some((word, at) => at % 3 === 0 && word === '') ? `${name} names can not be blank` : undefined;

const argNames: Check = ({ args }) =>
  args.some((word) => word.startsWith('=')) ? 'ARG names can not be blank' : undefined;

const stageName: Check = ({ args: [, as, name, ...rest], args }) => {
  if (args.length === 1) return undefined;
  if (name === undefined || rest.length > 0 || as?.toLowerCase() !== 'as')
    return 'FROM requires either one or three arguments';
  if (/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) return undefined;
  return `invalid name for build stage: "${name}", name can't start with a number or contain symbols`;
};

const triggerPresent: Check = ({ instruction: { trigger } }) =>
  trigger === undefined ? 'ONBUILD requires at least one argument' : undefined;

/** The keyword may end in a blank that separates no words, such as U+00A0: here BuildKit cuts it off. */
const triggerAllowed: Check = ({ instruction: { trigger } }) => {
  const name = trigger?.name.slice(0, trimSpaceEnd(trigger.name, 0)) ?? '';
  if (name === 'ONBUILD') return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return name === 'MAINTAINER' || name === 'FROM' ? `${name} isn't allowed as an ONBUILD trigger` : undefined;
};

const volumePaths: Check = ({ args }) =>
  args.some((path) => skipSpace(path, 0) === path.length)
    ? 'VOLUME specified can not be an empty string'
    : undefined;

const shellForm: Check = ({ instruction: { json } }) =>
  json === undefined ? 'SHELL requires the arguments to be in JSON form' : undefined;

const healthcheck: Check = ({ name, instruction, args: [type = '', ...command] }) => {
  if (type.toUpperCase() === 'NONE')
    return command.length > 0 ? 'HEALTHCHECK NONE takes no arguments' : undefined;
  const refused = objectionToFlags(name, instruction.flags);
  if (refused !== undefined) return refused;
  if (type.toUpperCase() !== 'CMD') return `Unknown type "${type.toUpperCase()}" in HEALTHCHECK (try CMD)`;
  if (command.length === 0) return 'Missing command after HEALTHCHECK CMD';
  return objectionToHealthcheckOptions(instruction.flags);
};

const runFlags: Check = ({ instruction }) => objectionToRunFlags(instruction.flags);

/** In BuildKit's order, so that its message comes first. */
const CHECKS = {
  ADD: [sourceAndDestination, flags, destinationIsPath],
  ARG: [atLeastOne, argNames],
  CMD: [flags],
  COPY: [sourceAndDestination, flags, destinationIsPath],
  ENTRYPOINT: [flags],
  ENV: [flags, atLeastOne, pairNames],
  EXPOSE: [atLeastOne, flags],
  FROM: [stageName, flags],
  HEALTHCHECK: [atLeastOne, healthcheck],
  LABEL: [flags, atLeastOne, pairNames],
  MAINTAINER: [exactlyOne, flags],
  ONBUILD: [triggerPresent, flags, triggerAllowed],
  RUN: [flags, runFlags],
  SHELL: [flags, atLeastOne, shellForm],
  STOPSIGNAL: [exactlyOne],
  USER: [exactlyOne, flags],
  VOLUME: [atLeastOne, flags, volumePaths],
  WORKDIR: [exactlyOne, flags],
} as const satisfies Record<InstructionName, readonly Check[]>;
