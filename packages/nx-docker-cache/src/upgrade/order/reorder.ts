import type { SentFiles } from '../../context/project-files';
import { applyEdits } from '../../dockerfile/edits';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import type { Recipe } from '../../recipes/recipe';
import type { Change } from '../plan';
import type { Declined } from '../reasons';
import { unchanged, type Rewrite } from '../rewrite';
import { sitesOf } from '../sites';
import { commentsOf, sameContent, sameFlags, sameName } from '../verify';
import { orderEdits } from './order-edits';
import { planOrder, type Move } from './plan-order';

/** Puts installs above the copies of the sources, and proves it on the text that comes out. Pure and total. */
export function reorder(dockerfile: Dockerfile, recipes: readonly Recipe[], files: SentFiles): Rewrite {
  const plan = planOrder(sitesOf(dockerfile), recipes, files);
  if (plan.moves.length === 0) return { ...unchanged(dockerfile), declined: plan.declined };
  const expected = expectedOrder(dockerfile, plan.moves);
  const after = verified(dockerfile, plan.moves, expected);
  if (after === undefined)
    return { ...unchanged(dockerfile), declined: [...plan.declined, ...plan.moves.flatMap(notVerified)] };
  return {
    dockerfile: after,
    changes: plan.moves.flatMap((move) => describeMove(dockerfile, move)),
    declined: plan.declined,
    lineBefore: (line) => lineBefore(after, expected, line),
  };
}

function notVerified({ run, tools }: Move): Declined[] {
  return tools
    .slice(0, 1)
    .map((tool) => ({ tool, aspect: 'order', reason: 'edit-not-verified', detail: '', line: run.startLine }));
}

/** An instruction of the text before, or one that copies manifests and stands in the place of another. */
interface Expected {
  readonly instruction: Instruction;
  readonly added: string | undefined;
}

function expectedOrder({ instructions }: Dockerfile, moves: readonly Move[]): Expected[] {
  let order: Expected[] = instructions.map((instruction) => ({ instruction, added: undefined }));
  for (const { run, copies } of moves) {
    const isMoved = ({ instruction, added }: Expected): boolean =>
      added === undefined && copies.some(({ copy }) => copy === instruction);
    const moved = order.filter(isMoved);
    const rest = order.flatMap((each): Expected[] =>
      isMoved(each)
        ? (copies.find(({ copy }) => copy === each.instruction)?.lines ?? []).map((added) => ({
            instruction: each.instruction,
            added,
          }))
        : [each],
    );
    const at = rest.findIndex(({ instruction }) => instruction === run);
    order = [...rest.slice(0, at + 1), ...moved, ...rest.slice(at + 1)];
  }
  return order;
}

/** The new text, if it reads back as the same instructions in the expected order, with every comment still there. */
function verified(
  before: Dockerfile,
  moves: readonly Move[],
  expected: readonly Expected[],
): Dockerfile | undefined {
  const text = applyEdits(before.text, orderEdits(before, moves));
  const parsed = parse(text);
  if (!parsed.ok || parsed.dockerfile.instructions.length !== expected.length) return undefined;
  const isRight = parsed.dockerfile.instructions.every((found, index) => {
    const wanted = expected[index];
    if (wanted === undefined) return false;
    const { instruction, added } = wanted;
    return added === undefined
      ? sameName(instruction, found) && sameFlags(instruction, found) && sameContent(instruction, found)
      : found.original.text === added;
  });
  const [was, is] = [commentsOf(before.text).sort(), commentsOf(text).sort()];
  return isRight && was.join('\n') === is.join('\n') ? parsed.dockerfile : undefined;
}

function describeMove(dockerfile: Dockerfile, { run, tools, copies }: Move): Change[] {
  const tool = tools.join(', ');
  return copies.flatMap(({ copy, lines, manifests }): Change[] => [
    ...lines.map((text): Change => ({
      tool,
      kind: 'instruction-added',
      text,
      why: 'all that the install reads of the sources',
      line: copy.startLine,
    })),
    {
      tool,
      kind: 'instruction-moved',
      text: dockerfile.text.slice(copy.range.start, copy.range.end).replace(/\s*[\\`]?\r?\n\s*/g, ' '),
      why: `below line ${run.startLine}: ${whyMoved(manifests.map(({ context, isLater }) => (isLater ? '' : context)))}`,
      line: copy.startLine,
    },
  ]);
}

function whyMoved(manifests: readonly string[]): string {
  const names = manifests.filter((name) => name !== '');
  const needs =
    names.length === 0
      ? 'needs none of them'
      : names.length > 4
        ? `needs only ${names.length} files of them`
        : `needs only ${names.join(', ')}`;
  return `each change of a source file would run that install again, which ${needs}`;
}

function lineBefore({ instructions }: Dockerfile, expected: readonly Expected[], line: number): number {
  const at = instructions.findIndex(({ startLine, endLine }) => startLine <= line && line <= endLine);
  const [found, source] = [instructions[at], expected[at]];
  if (found === undefined || source === undefined) return line;
  return source.added === undefined
    ? source.instruction.startLine + line - found.startLine
    : source.instruction.startLine;
}
