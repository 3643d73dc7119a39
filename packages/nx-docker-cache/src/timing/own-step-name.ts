import type { Stage } from '../dockerfile/stages';
import { isWrittenAs, ownSteps, stepInstruction } from './step-instruction';
import { parseStepName, type StepName } from './step-name';

/**
 * The name that a step has in the build of this Dockerfile. BuildKit calls a step that builds share by the name that it has in
 * the one that came first: with that one's stage and count (moby/buildkit, solver/jobs.go). A step that no instruction, or
 * more than one, can be keeps the name it has.
 */
export function ownStepName(name: string, stages: readonly Stage[]): string {
  const step = parseStepName(name);
  if (step.index === undefined || stepInstruction(step, stages) !== undefined) return name;
  const [own, ...others] = stages.flatMap((stage) => placesOf(step, stage));
  if (own === undefined || others.length > 0) return name;
  const words = [step.platform, stageWord(own.stage, stages), `${own.index}/${own.total}`];
  return `[${words.filter((word) => word !== undefined).join(' ')}] ${step.text}`;
}

interface Place {
  readonly stage: Stage;
  readonly index: number;
  readonly total: number;
}

function placesOf({ kind, text }: StepName, stage: Stage): readonly Place[] {
  const own = ownSteps(stage);
  const fromSteps = stage.base.kind === 'image' ? 1 : 0;
  const total = own.length + fromSteps;
  if (kind === 'base-image') return fromSteps === 1 ? [{ stage, index: 1, total }] : [];
  return own.flatMap((scoped, place) =>
    isWrittenAs(text, scoped) ? [{ stage, index: place + fromSteps + 1, total }] : [],
  );
}

/** As BuildKit names stages: none where there is but one (dockerfile2llb/convert.go). */
function stageWord({ name, index }: Stage, stages: readonly Stage[]): string | undefined {
  return stages.length === 1 ? name : (name ?? `stage-${index}`);
}
