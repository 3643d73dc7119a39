import { readDirectives } from './directives';
import { heredocWords, readHeredocBody } from './heredoc';
import { LineReader, MAX_LINE_BYTES } from './lines';
import { readLogicalLine, type LogicalLine } from './logical-line';
import { positionOf } from './position';
import { readInstruction, type InstructionContent } from './read-instruction';
import type { Heredoc, Instruction, ParseResult, SyntaxProblem } from './syntax';

/** Why the reading stops. */
interface Stop {
  readonly stop: SyntaxProblem;
}

/**
 * Reads a Dockerfile as BuildKit's parser does (`Parse` of `frontend/dockerfile/parser/parser.go`). What that parser
 * refuses is a result with the problem and its place, never an exception; like it, this one stops at the first.
 */
export function parse(text: string): ParseResult {
  const { directives, escape, problem } = readDirectives(text);
  if (problem !== undefined) return refuse(problemAt(text, problem.offset, problem.message));

  const lines = new LineReader(text);
  const instructions: Instruction[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const logical = readLogicalLine(lines, line, escape);
    if (logical === undefined) continue;
    const content = readInstruction(logical.cooked, escape);
    if ('refused' in content) return refuse(problemAt(text, startOf(logical), content.refused));
    const instruction = withHeredocs(lines, logical, content);
    if ('stop' in instruction) return refuse(instruction.stop);
    instructions.push(instruction);
  }

  if (lines.tooLong !== undefined) return refuse(tooLong(lines.tooLong));
  if (instructions.length === 0)
    return refuse({ message: 'file with no instructions', line: Math.max(lines.count, 1), column: 1 });
  return { ok: true, dockerfile: { text, directives, escape, instructions } };
}

function withHeredocs(
  lines: LineReader,
  logical: LogicalLine,
  content: InstructionContent,
): Instruction | Stop {
  let { end, endLine } = logical;
  const heredocs: Heredoc[] = [];
  const words = heredocWords(content);
  if ('refused' in words) return { stop: problemAt(lines.text, startOf(logical), words.refused) };
  for (const word of words) {
    const body = readHeredocBody(lines, word);
    if (body === undefined) return { stop: unterminated(lines, logical, word.name) };
    heredocs.push(body.heredoc);
    end = body.terminator.end;
    endLine = body.terminator.number;
  }
  return toInstruction(content, { startLine: logical.startLine, endLine, end, heredocs });
}

interface Place {
  readonly startLine: number;
  readonly endLine: number;
  readonly end: number;
  readonly heredocs: readonly Heredoc[];
}

function toInstruction(content: InstructionContent, place: Place): Instruction {
  const { name, keywordRange, original, flags, args, json, trigger } = content;
  return {
    name,
    keyword: keywordRange,
    range: { start: keywordRange.start, end: place.end },
    startLine: place.startLine,
    endLine: place.endLine,
    flags,
    original,
    args,
    json,
    heredocs: place.heredocs,
    trigger: trigger && toInstruction(trigger, place),
  };
}

/** A line that is too long ends the reading, and with it the heredoc: it is the cause to name. */
function unterminated(lines: LineReader, logical: LogicalLine, name: string): SyntaxProblem {
  if (lines.tooLong !== undefined) return tooLong(lines.tooLong);
  return problemAt(lines.text, startOf(logical), `unterminated heredoc: no line "${name}" ends it`);
}

function startOf({ cooked }: LogicalLine): number {
  return cooked.segments[0]?.source ?? 0;
}

function problemAt(text: string, offset: number, message: string): SyntaxProblem {
  return { message, ...positionOf(text, offset) };
}

function tooLong(line: number): SyntaxProblem {
  return {
    message: `dockerfile line greater than max allowed size of ${MAX_LINE_BYTES - 1}`,
    line,
    column: 1,
  };
}

function refuse(problem: SyntaxProblem): ParseResult {
  return { ok: false, problems: [problem] };
}
