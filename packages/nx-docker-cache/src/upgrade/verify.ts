import { applyEdits } from '../dockerfile/edits';
import { keyValuesOf } from '../dockerfile/key-values';
import { parse } from '../dockerfile/parse';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { runCommands } from '../shell/run-commands';
import type { InstructionPlan, UpgradePlan } from './plan';
import { shapeAfter } from './script-shape';
import { instructionWith } from './stage-additions';

/** Whether a plan does what it says and nothing else. `lines`: the instructions (first lines) where it does not. */
export type Verification =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly lines: readonly number[] };

/**
 * Makes the edits, reads the text again and compares: the same instructions, and in those that the plan changes what is
 * left when its flags, words and variables are added to or taken from the first reading. Comments are all still there.
 */
export function verifyUpgrade(before: Dockerfile, plan: UpgradePlan): Verification {
  const text = editedText(before, plan);
  const after = text === undefined ? undefined : parse(text);
  if (text === undefined || after?.ok !== true) return blame(before, plan);
  const plans = new Map(
    plan.instructions.flatMap((part) =>
      part.kind === 'addition' ? [] : [[part.instruction, part] as const],
    ),
  );
  const expected = expectedInstructions(before, plan, plans);
  if (expected.length !== after.dockerfile.instructions.length) return blame(before, plan);
  const wrong = expected.flatMap(({ instruction, added }, index) => {
    const found = after.dockerfile.instructions[index];
    const isRight =
      found !== undefined &&
      (added === undefined
        ? isAsPlanned(before, plans, instruction, after.dockerfile, found)
        : sourceOf(after.dockerfile, found) === added);
    return isRight ? [] : [instruction];
  });
  if (wrong.length > 0)
    return wrong.every((instruction) => isTouched(plan, instruction)) ? linesOf(wrong) : blame(before, plan);
  const syntaxLines = plan.changes.filter(({ kind }) => kind === 'syntax-added').length;
  const additions = after.dockerfile.instructions.filter((_, index) => expected[index]?.added !== undefined);
  return sameComments(before.text, withoutInstructions(text, additions), syntaxLines)
    ? { ok: true, text }
    : blame(before, plan);
}

/** An instruction of the first reading, or a line that is added above it. */
interface Expected {
  readonly instruction: Instruction;
  readonly added: string | undefined;
}

function expectedInstructions(before: Dockerfile, plan: UpgradePlan, plans: Plans): Expected[] {
  const additions = new Map(
    plan.instructions.flatMap((part) =>
      part.kind === 'addition'
        ? [[instructionWith(before.instructions, part.instruction), part.lines] as const]
        : [],
    ),
  );
  return before.instructions.flatMap((instruction): Expected[] => [
    ...(additions.get(instruction) ?? []).map((added) => ({ instruction, added })),
    ...(goesWhole(before, plans.get(instruction)) ? [] : [{ instruction, added: undefined }]),
  ]);
}

function editedText({ text }: Dockerfile, { edits }: UpgradePlan): string | undefined {
  try {
    return applyEdits(text, edits);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where the text as a whole is wrong, each instruction is tried alone; if none is wrong then, all are. */
function blame(before: Dockerfile, plan: UpgradePlan): Verification {
  const all = plan.instructions;
  const alone = all.length < 2 ? [] : all.filter((part) => !verifyUpgrade(before, only(plan, part)).ok);
  return linesOf((alone.length > 0 ? alone : all).map(({ instruction }) => instruction));
}

function only(plan: UpgradePlan, part: InstructionPlan): UpgradePlan {
  return { ...plan, instructions: [part], edits: part.edits, changes: [] };
}

function linesOf(instructions: readonly Instruction[]): Verification {
  return { ok: false, lines: instructions.map(({ startLine }) => startLine) };
}

function isTouched({ instructions }: UpgradePlan, { startLine }: Instruction): boolean {
  return instructions.some(({ instruction }) => instruction.startLine === startLine);
}

function goesWhole({ escape }: Dockerfile, plan: InstructionPlan | undefined): boolean {
  return plan?.kind === 'declaration' && plan.gone.length === keyValuesOf(plan.instruction, escape).length;
}

type Plans = ReadonlyMap<Instruction, Exclude<InstructionPlan, { kind: 'addition' }>>;

function isAsPlanned(
  before: Dockerfile,
  plans: Plans,
  instruction: Instruction,
  after: Dockerfile,
  found: Instruction,
): boolean {
  if (instruction.trigger !== undefined && plans.has(instruction.trigger)) {
    return (
      found.trigger !== undefined && isAsPlanned(before, plans, instruction.trigger, after, found.trigger)
    );
  }
  const plan = plans.get(instruction);
  if (plan?.kind === 'run') return sameName(instruction, found) && runIsAsPlanned(plan, before, after, found);
  if (plan?.kind === 'declaration') {
    const starts = new Set(plan.gone.map(({ pair }) => pair.range.start));
    const left = keyValuesOf(instruction, before.escape).filter(({ range }) => !starts.has(range.start));
    return (
      sameName(instruction, found) && same(left.map(pairText), keyValuesOf(found, after.escape).map(pairText))
    );
  }
  return sameName(instruction, found) && sameFlags(instruction, found) && sameContent(instruction, found);
}

export function sameName(a: Instruction, b: Instruction): boolean {
  return a.name === b.name;
}

function pairText({ name, value }: { readonly name: string; readonly value: string | undefined }): string {
  return `${name}=${value ?? ''}`;
}

export function sameFlags(a: Instruction, b: Instruction): boolean {
  if (a.flags.length !== b.flags.length) return false;
  return a.flags.every(
    ({ name, value }, index) => name === b.flags[index]?.name && value === b.flags[index].value,
  );
}

export function sameContent(a: Instruction, b: Instruction): boolean {
  if (a.args.text !== b.args.text || a.heredocs.length !== b.heredocs.length) return false;
  return a.heredocs.every(
    ({ name, content }, index) => name === b.heredocs[index]?.name && content === b.heredocs[index].content,
  );
}

type RunPlan = Extract<InstructionPlan, { kind: 'run' }>;

function runIsAsPlanned(
  { instruction, invocations, flags, replaced = [], changes }: RunPlan,
  before: Dockerfile,
  after: Dockerfile,
  found: Instruction,
): boolean {
  const written = (dockerfile: Dockerfile, run: Instruction): string[] =>
    run.flags.map(
      (flag) =>
        replaced.find((each) => each.flag === flag)?.text ??
        dockerfile.text.slice(flag.range.start, flag.range.end),
    );
  if (!same([...written(before, instruction), ...flags], written(after, found))) return false;
  if (changes.length === 0) return sameContent(instruction, found);
  const commands = runCommands(found, undefined);
  if (commands?.ok !== true) return false;
  const expected = shapeAfter(invocations, changes);
  const actual = shapeAfter(commands.invocations, []);
  return same(expected.commands, actual.commands) && same(expected.joints, actual.joints);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function sourceOf({ text }: Dockerfile, { range }: Instruction): string {
  return text.slice(range.start, range.end);
}

/** The heredoc of an instruction may hold lines that look like comments. */
function withoutInstructions(text: string, instructions: readonly Instruction[]): string {
  return applyEdits(
    text,
    instructions.map(({ range }) => ({ range, text: '' })),
  );
}

function sameComments(before: string, after: string, added: number): boolean {
  return same(commentsOf(before), commentsOf(after).slice(added));
}

export function commentsOf(text: string): string[] {
  return text.match(/^[ \t]*#.*$/gm)?.map((comment) => comment.trim()) ?? [];
}
