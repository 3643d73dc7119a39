import { mountsOf } from '../dockerfile/mounts';
import { findStage, type ScopedInstruction, type Stage } from '../dockerfile/stages';

/**
 * The stages that an image is made of, in the order of the file: the target, what it builds on, and what `COPY --from`
 * and `RUN --mount=…,from=` of these take from.
 *
 * @param replaced lower-case names that build contexts of the same name stand in for: such a stage is not built
 */
export function neededStages(
  stages: readonly Stage[],
  target: string | undefined,
  replaced: ReadonlySet<string> = new Set(),
): readonly Stage[] {
  const needed = new Set<Stage>();
  const add = (stage: Stage | undefined): void => {
    if (stage === undefined || needed.has(stage)) return;
    if (stage.name !== undefined && replaced.has(stage.name)) return;
    needed.add(stage);
    if (stage.base.kind === 'stage') add(stages[stage.base.index]);
    // `FROM base-$TARGETARCH`: any stage above that has a name may be the one.
    if (stage.base.kind === 'unknown')
      for (const above of stages.slice(0, stage.index)) if (above.name !== undefined) add(above);
    for (const scoped of instructionsOf(stage))
      for (const reference of stageReferences(scoped)) add(stageNamed(stages, reference));
  };
  add(targetStage(stages, target));
  return stages.filter((stage) => needed.has(stage));
}

/** Undefined when there is no such stage: the build fails. */
export function targetStage(stages: readonly Stage[], target: string | undefined): Stage | undefined {
  if (target === undefined || target === '') return stages.at(-1);
  return stages.findLast(({ name }) => name === target.toLowerCase());
}

/** In the order in which they run. */
export function instructionsOf(stage: Stage): readonly ScopedInstruction[] {
  return [...stage.triggers, ...stage.instructions];
}

/** Where an instruction takes files from, as it names it. */
export interface StageReference {
  readonly reference: string;
  /** A number is the index of a stage for COPY, and a name for a mount. */
  readonly byIndex: boolean;
}

export function stageReferences({ instruction, scope }: ScopedInstruction): readonly StageReference[] {
  if (instruction.name === 'COPY') {
    const from = instruction.flags.find(({ name }) => name === 'from')?.value;
    return from === undefined || from === '' ? [] : [{ reference: from, byIndex: true }];
  }
  return mountsOf(instruction, scope.expand).flatMap(({ from }) =>
    from === undefined || from === '' ? [] : [{ reference: from, byIndex: false }],
  );
}

export function stageNamed(
  stages: readonly Stage[],
  { reference, byIndex }: StageReference,
): Stage | undefined {
  return byIndex
    ? findStage(stages, reference)
    : stages.findLast(({ name }) => name === reference.toLowerCase());
}
