import { nodeArguments } from '../node-arguments';
import { parse } from '../parse';
import { rejections } from '../rejections';
import { keywordOf } from '../split-instruction';
import type { Dockerfile, EscapeToken, Flag, Heredoc, Instruction } from '../syntax';

/** A Dockerfile as the oracle prints it (tools/dockerfile-oracle). Empty fields are left out. */
export interface OracleReading {
  readonly escape?: string | undefined;
  readonly directives?:
    readonly { readonly name: string; readonly value: string; readonly line: number }[] | undefined;
  readonly instructions?: readonly OracleInstruction[] | undefined;
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
  readonly heredocs?: readonly OracleHeredoc[];
  readonly comments?: readonly string[];
  readonly trigger?: OracleInstruction;
}

export type OracleHeredoc = Omit<Heredoc, 'body'>;

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

function dockerfileLikeOracle(dockerfile: Dockerfile): OracleReading {
  const { escape, directives, instructions } = dockerfile;
  const [rejection] = rejections(dockerfile);
  return {
    escape,
    ...list(
      'directives',
      directives.map(({ name, value, line }) => ({ name, value, line })),
    ),
    instructions: instructions.map((instruction) => instructionLikeOracle(instruction, escape)),
    ...(rejection !== undefined && { rejected: { message: rejection.message, line: rejection.line } }),
  };
}

function instructionLikeOracle(instruction: Instruction, escape: EscapeToken): OracleInstruction {
  const { startLine, endLine, original, flags, json, trigger, comments } = instruction;
  return {
    keyword: keywordOf(original.text),
    startLine,
    endLine,
    original: original.text,
    ...list('flags', flags.map(flagText)),
    ...list('arguments', nodeArguments(instruction, escape)),
    ...(json !== undefined && { json: true }),
    ...list('heredocs', instruction.heredocs.map(heredocLikeOracle)),
    ...list('comments', comments),
    ...(trigger !== undefined && { trigger: triggerLikeOracle(trigger, escape) }),
  };
}

/** BuildKit gives a trigger neither lines nor heredocs: its ONBUILD has them. */
function triggerLikeOracle(trigger: Instruction, escape: EscapeToken): OracleInstruction {
  return instructionLikeOracle({ ...trigger, startLine: 0, endLine: 0, heredocs: [] }, escape);
}

function heredocLikeOracle({ name, fileDescriptor, expand, chomp, content }: Heredoc): OracleHeredoc {
  return { name, fileDescriptor, expand, chomp, content };
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
