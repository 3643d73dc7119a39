import { CommentCollector } from './comments';
import { readDirectives } from './directives';
import { heredocWords, readHeredocBody } from './heredoc';
import { LineReader, MAX_LINE_BYTES } from './lines';
import { readLogicalLine, type LogicalLine } from './logical-line';
import { positionOf } from './position';
import { readInstruction, type InstructionContent } from './read-instruction';
import type { Heredoc, Instruction, ParseResult, SyntaxProblem } from './syntax';

/**
 * Reads a Dockerfile as BuildKit's parser does (`Parse` of `frontend/dockerfile/parser/parser.go`). What that parser
 * refuses is a result with the problem and its place, never an exception; like it, this one stops at the first.
 */
export function parse(text: string): ParseResult {
  const { directives, escape, problem } = readDirectives(text);
  if (problem !== undefined) return refuse(problemAt(text, problem.offset, problem.message));

  const lines = new LineReader(text);
  const comments = new CommentCollector(text, directives.at(-1)?.line ?? 0);
  const instructions: Instruction[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const logical = readLogicalLine(lines, line, escape);
    if (logical === undefined) {
      comments.add(line);
      continue;
    }
    const content = readInstruction(logical.cooked, escape);
    if ('refused' in content) return refuse(problemAt(text, startOf(logical), content.refused));
    const instruction = withHeredocs(lines, { logical, content, comments: comments.take() });
    if ('stop' in instruction) return refuse(instruction.stop);
    instructions.push(instruction);
  }

  if (lines.tooLong !== undefined) return refuse(tooLong(lines.tooLong));
  if (instructions.length === 0) return refuse(empty(lines.count));
  return { ok: true, dockerfile: { text, directives, escape, instructions } };
}

/** An instruction whose heredocs are still to be read. */
interface OpenInstruction {
  readonly logical: LogicalLine;
  readonly content: InstructionContent;
  readonly comments: readonly string[];
}

/** Why the reading stops. */
interface Stop {
  readonly stop: SyntaxProblem;
}

function withHeredocs(lines: LineReader, open: OpenInstruction): Instruction | Stop {
  const { logical, content, comments } = open;
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
  return toInstruction(content, { startLine: logical.startLine, endLine, end, heredocs, comments });
}

type Place = Pick<Instruction, 'startLine' | 'endLine' | 'heredocs' | 'comments'> & { readonly end: number };

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
    comments: place.comments,
    trigger: trigger && toInstruction(trigger, { ...place, comments: [] }),
  };
}

function startOf({ cooked }: LogicalLine): number {
  return cooked.segments[0]?.source ?? 0;
}

function problemAt(text: string, offset: number, message: string): SyntaxProblem {
  return { message, ...positionOf(text, offset) };
}

/** A line that is too long ends the reading, and with it the heredoc: it is the cause to name. */
function unterminated(lines: LineReader, logical: LogicalLine, name: string): SyntaxProblem {
  if (lines.tooLong !== undefined) return tooLong(lines.tooLong);
  return problemAt(lines.text, startOf(logical), `unterminated heredoc: no line "${name}" ends it`);
}

function tooLong(line: number): SyntaxProblem {
  return {
    message: `dockerfile line greater than max allowed size of ${MAX_LINE_BYTES - 1}`,
    line,
    column: 1,
  };
}

function empty(lines: number): SyntaxProblem {
  return { message: 'file with no instructions', line: Math.max(lines, 1), column: 1 };
}

function refuse(problem: SyntaxProblem): ParseResult {
  return { ok: false, problems: [problem] };
}
