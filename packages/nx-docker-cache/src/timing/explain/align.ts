import { countsAsStep } from '../build-record';
import type { BuildRecord, StepRecord } from '../record';
import { parseStepName } from '../step-name';

/** How a step of a build stands to the last one. */
export type Counterpart =
  /** The same instruction in the same place of its stage. */
  | { readonly kind: 'same'; readonly before: StepRecord; readonly removedAbove: StepRecord | undefined }
  /** Another instruction stood there. */
  | { readonly kind: 'edited'; readonly before: StepRecord }
  | { readonly kind: 'added' }
  /** The last build had no such stage: it is new, or was not needed. */
  | { readonly kind: 'none' };

/** The counterpart of each step of the Dockerfile, by digest. */
export function alignSteps(record: BuildRecord, last: BuildRecord): ReadonlyMap<string, Counterpart> {
  const stages = stagesOf(record);
  const before = stagesOf(last);
  const found = new Map<string, Counterpart>();
  const isSameTarget = optionOf(record, 'target') === optionOf(last, 'target');
  for (const stage of stages) {
    const match = before.find((other) => isSameStage(stage, other, isSameTarget));
    const counterparts =
      match === undefined ? stage.steps.map(() => NONE) : alignStage(stage.steps, match.steps);
    stage.steps.forEach(({ digest }, index) => found.set(digest, counterparts[index] ?? NONE));
  }
  return found;
}

const NONE: Counterpart = { kind: 'none' };

interface StageSteps {
  readonly name: string | undefined;
  readonly platform: string | undefined;
  /** Nothing builds on its last step: it is what the build is for. */
  readonly isFinal: boolean;
  /** In the order of the Dockerfile. */
  readonly steps: readonly StepRecord[];
}

function stagesOf({ steps }: BuildRecord): readonly StageSteps[] {
  const groups = new Map<string, StepRecord[]>();
  for (const step of steps.filter(countsAsStep)) {
    const name = JSON.stringify([step.platform, step.stage]);
    groups.set(name, [...(groups.get(name) ?? []), step]);
  }
  const used = new Set(steps.flatMap(({ inputs }) => inputs));
  return [...groups.values()].map((group) => {
    const ordered = [...group].sort((a, b) => placeOf(a) - placeOf(b));
    const last = ordered.at(-1);
    return {
      name: last?.stage,
      platform: last?.platform,
      isFinal: last !== undefined && !used.has(last.digest),
      steps: ordered,
    };
  });
}

function placeOf({ name }: StepRecord): number {
  return parseStepName(name).index ?? 0;
}

/** Stages without a name are numbered, and another stage in front of them gives them another number. */
function isSameStage(stage: StageSteps, other: StageSteps, isSameTarget: boolean): boolean {
  if (stage.platform !== other.platform) return false;
  if (stage.isFinal && other.isFinal && isSameTarget) return true;
  const hasOwnName = stage.name !== undefined && !/^stage-\d+$/.test(stage.name);
  if (hasOwnName) return stage.name === other.name;
  return stage.name === other.name && !stage.isFinal && !other.isFinal;
}

function optionOf({ key }: BuildRecord, name: string): string | undefined {
  return key?.options.find((option) => option.name === name)?.hash;
}

/** The instructions that both have, in order; what lies between them was edited, added or removed. */
function alignStage(steps: readonly StepRecord[], before: readonly StepRecord[]): readonly Counterpart[] {
  const counterparts: Counterpart[] = [];
  let [from, fromBefore] = [0, 0];
  for (const [place, placeBefore] of [
    ...commonPlaces(steps, before),
    [steps.length, before.length] as const,
  ]) {
    const gap = steps.slice(from, place);
    const gapBefore = before.slice(fromBefore, placeBefore);
    counterparts.push(...alignGap(gap, gapBefore));
    const same = before[placeBefore];
    if (place < steps.length && same !== undefined)
      counterparts.push({
        kind: 'same',
        before: same,
        removedAbove: gapBefore.length > gap.length ? gapBefore.at(-1) : undefined,
      });
    [from, fromBefore] = [place + 1, placeBefore + 1];
  }
  return counterparts;
}

/** One by one where there are as many of the same kind; otherwise nobody can tell which one became which. */
function alignGap(gap: readonly StepRecord[], before: readonly StepRecord[]): readonly Counterpart[] {
  const isPaired =
    gap.length === before.length && gap.every((step, index) => step.kind === before[index]?.kind);
  return gap.map((_, index): Counterpart => {
    const other = before[index];
    return isPaired && other !== undefined ? { kind: 'edited', before: other } : { kind: 'added' };
  });
}

/** A longer stage is aligned at its ends only: the table below grows with the square. */
const MOST_STEPS = 1_000;

/** The places of a longest common sequence of instructions. */
function commonPlaces(
  steps: readonly StepRecord[],
  before: readonly StepRecord[],
): readonly (readonly [number, number])[] {
  const [a, b] = [steps, before].map((list) => list.slice(0, MOST_STEPS).map(instructionOf)) as [
    string[],
    string[],
  ];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const places: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return places;
}

function instructionOf({ key, name }: StepRecord): string {
  return key?.instruction.hash ?? parseStepName(name).text;
}
