import { BLANKS, skipSpace, trimSpaceEnd } from '../blanks';
import { nodeArguments } from '../node-arguments';
import { parse } from '../parse';
import type { Dockerfile, EscapeToken, Flag, Instruction } from '../syntax';

/** A Dockerfile as the oracle prints it (tools/dockerfile-oracle). Empty fields are left out. */
export interface OracleReading {
  readonly escape?: string;
  readonly directives?: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  readonly instructions?: readonly OracleInstruction[];
  readonly error?: OracleProblem;
  readonly rejected?: OracleProblem;
}

export interface OracleInstruction {
  readonly keyword: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly original: string;
  readonly flags?: readonly string[];
  readonly arguments?: readonly string[];
  readonly json?: true;
  readonly heredocs?: readonly {
    readonly name: string;
    readonly fileDescriptor: number;
    readonly expand: boolean;
    readonly chomp: boolean;
    readonly content: string;
  }[];
  readonly comments?: readonly string[];
  readonly trigger?: OracleInstruction;
}

export interface OracleProblem {
  readonly message: string;
  readonly line: number;
}

/** Our reading of a text in the oracle's words. */
export function readLikeOracle(text: string): OracleReading {
  const result = parse(text);
  if (!result.ok) {
    const [problem] = result.problems;
    return { error: { message: problem?.message ?? '', line: problem?.line ?? 0 } };
  }
  return dockerfileLikeOracle(result.dockerfile);
}

function dockerfileLikeOracle({ text, escape, directives, instructions }: Dockerfile): OracleReading {
  return {
    escape,
    ...list(
      'directives',
      directives.map(({ name, value, line }) => ({ name, value, line })),
    ),
    instructions: instructions.map((instruction) => instructionLikeOracle(instruction, text, escape)),
  };
}

function instructionLikeOracle(
  instruction: Instruction,
  text: string,
  escape: EscapeToken,
): OracleInstruction {
  const { startLine, endLine, original, flags, json, trigger, comments } = instruction;
  return {
    keyword: keywordOf(instruction),
    startLine,
    endLine,
    original: original.text,
    ...list('flags', flags.map(flagText)),
    ...list('arguments', nodeArguments(instruction, escape)),
    ...(json !== undefined && { json: true }),
    ...list(
      'heredocs',
      instruction.heredocs.map(({ body: _, ...heredoc }) => heredoc),
    ),
    ...list('comments', comments),
    ...(trigger !== undefined && { trigger: triggerLikeOracle(trigger, text, escape) }),
  };
}

/** BuildKit gives a trigger neither lines nor heredocs: its ONBUILD has them. */
function triggerLikeOracle(trigger: Instruction, text: string, escape: EscapeToken): OracleInstruction {
  const { heredocs: _, ...rest } = instructionLikeOracle(trigger, text, escape);
  const inner = rest.trigger === undefined ? {} : { trigger: rest.trigger };
  return { ...rest, startLine: 0, endLine: 0, ...inner };
}

/** As written: what stands in front of the first blank. */
function keywordOf({ original: { text } }: Instruction): string {
  const trimmed = text.slice(skipSpace(text, 0), trimSpaceEnd(text, 0));
  return trimmed.split(BLANKS, 1)[0] ?? '';
}

function flagText({ name, value }: Flag): string {
  return `--${name}${value === undefined ? '' : `=${value}`}`;
}

function list<Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): { readonly [K in Name]?: readonly Item[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [K in Name]?: readonly Item[] });
}
