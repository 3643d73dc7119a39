import type { Edit } from '../../dockerfile/edits';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { eolOf, startWithComments } from '../stage-additions';
import type { Move } from './plan-order';

/** The lines of an instruction with the comments above it, and the blank lines below. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** Without the end of its last line. */
  readonly text: string;
  readonly indentation: string;
  /** Blank lines that separate it from what follows; empty where that is a comment or the end of the file. */
  readonly blanks: string;
}

/** The edits that put copies of sources below installs, with the copies of manifests in their place. */
export function orderEdits(dockerfile: Dockerfile, moves: readonly Move[]): Edit[] {
  const blocks = new Map(
    moves.flatMap(({ copies }) => copies.map(({ copy }) => [copy, blockOf(dockerfile, copy)] as const)),
  );
  return [
    ...[...blocks].map(([copy, block]) => replacement(dockerfile, moves, copy, block)),
    ...moves.flatMap((move) => insertion(dockerfile, moves, move, blocks)),
  ];
}

function blockOf(dockerfile: Dockerfile, instruction: Instruction): Block {
  const { text } = dockerfile;
  const start = startWithComments(dockerfile, instruction);
  const lineStart = text.lastIndexOf('\n', instruction.range.start - 1) + 1;
  const end = lineEnd(text, instruction.range.end);
  const blanks = /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))?.[0] ?? '';
  return {
    start,
    end,
    text: text.slice(start, instruction.range.end).replace(/\r?\n$/, ''),
    indentation: text.slice(lineStart, instruction.range.start),
    blanks: /^[ \t]*#/.test(text.slice(end + blanks.length)) ? '' : blanks,
  };
}

/** Behind the line feed, or the end of the text. */
function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', Math.max(from - 1, 0));
  return feed === -1 ? text.length : text[from - 1] === '\n' ? from : feed + 1;
}

/** What stands in the place of a copy: its manifests. They stand close to the install that is next. */
function replacement(
  { text, instructions }: Dockerfile,
  moves: readonly Move[],
  copy: Instruction,
  { start, end, indentation, blanks }: Block,
): Edit {
  const first = moves.find(({ copies }) => copies.some((each) => each.copy === copy));
  const lines = first?.copies.find((each) => each.copy === copy)?.lines ?? [];
  const isNext = instructions[instructions.indexOf(copy) + 1] === first?.run;
  const cut = lines.length === 0 || isNext ? blanks.length : 0;
  return { range: { start, end: end + cut }, text: withEol(text, lines, indentation) };
}

function withEol(text: string, lines: readonly string[], indentation: string): string {
  return lines.map((line) => `${indentation}${line}${eolOf(text)}`).join('');
}

/** What stands below an install: the copies that stay there, or the manifests that the next install needs of them. */
function insertion(
  { text }: Dockerfile,
  moves: readonly Move[],
  move: Move,
  blocks: ReadonlyMap<Instruction, Block>,
): Edit[] {
  const eol = eolOf(text);
  const pieces = move.copies.flatMap(({ copy }): { text: string; blanks: string }[] => {
    const block = blocks.get(copy);
    if (block === undefined) return [];
    const next = moves
      .slice(moves.indexOf(move) + 1)
      .find(({ copies }) => copies.some((each) => each.copy === copy));
    if (next === undefined) return [{ text: `${block.text}${eol}`, blanks: block.blanks }];
    const lines = next.copies.find((each) => each.copy === copy)?.lines ?? [];
    return lines.length === 0
      ? []
      : [{ text: withEol(text, lines, block.indentation), blanks: block.blanks }];
  });
  if (pieces.length === 0) return [];
  const at = lineEnd(text, move.run.range.end);
  const isLast = at === text.length && !text.endsWith('\n');
  const inserted = (pieces.at(-1)?.blanks ?? '') + pieces.map((piece) => piece.text).join('');
  return [
    {
      range: { start: at, end: at },
      text: isLast ? `${eol}${inserted.slice(0, -eol.length)}` : inserted,
    },
  ];
}
