import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { changedRun } from '../changed-run';
import { stagePlan, type NewStage } from '../new-stage';
import { newStageProblem } from '../new-stage-problem';
import type { Change, InstructionPlan, UpgradePlan } from '../plan';
import { provenRewrite } from '../proven-rewrite';
import type { Declined } from '../reasons';
import type { Rewrite } from '../rewrite';
import { sitesOf, type Sites } from '../sites';
import { eolOf } from '../stage-additions';
import { refuse, type Refusal } from '../installer/refusal';
import { PIP_PROGRAM, pipMount, pipStage } from './pip-stage';
import { takeInstalls, type TakenInstalls } from './take-installs';

/**
 * Lets pip leave compiling to one step behind it that uses all cores, wherever that compiles the same files, and proves it on
 * the text that comes out. Pure and total.
 */
export function compileAtOnce(dockerfile: Dockerfile): Rewrite {
  return provenRewrite(dockerfile, (leave) => planCompiling(dockerfile, leave));
}

function planCompiling(dockerfile: Dockerfile, leave: ReadonlySet<number>): UpgradePlan {
  const sites = sitesOf(dockerfile);
  const { taken, declined } = judge(sites, leave);
  const stage = taken.length === 0 ? undefined : pipStage(sites);
  const instructions = stage === undefined ? [] : instructionPlans(dockerfile, stage, taken);
  return {
    edits: instructions.flatMap(({ edits }) => edits),
    instructions,
    changes: stage === undefined ? [] : describe(stage, taken),
    declined,
    satisfied: [],
  };
}

interface Judged {
  readonly taken: readonly TakenInstalls[];
  readonly declined: readonly Declined[];
}

function judge(sites: Sites, leave: ReadonlySet<number>): Judged {
  const forbidden = restriction(sites.dockerfile);
  const isStageLeft = leave.has(sites.stages[0]?.from.startLine ?? 0);
  const taken: TakenInstalls[] = [];
  const declined: Declined[] = [];
  for (const site of sites.runs.flat()) {
    const found = site.isTrigger ? undefined : takeInstalls(sites, site);
    if (found === undefined) continue;
    const isLeft = isStageLeft || leave.has(site.run.startLine);
    const outcome =
      found.kind === 'refused' ? found : (forbidden ?? (isLeft ? refuse('edit-not-verified') : found));
    if (outcome.kind === 'taken') taken.push(outcome);
    else declined.push(declineAt(site.run, outcome));
  }
  return { taken, declined };
}

/** What the file as a whole forbids. */
function restriction(dockerfile: Dockerfile): Refusal | undefined {
  return (
    newStageProblem(dockerfile, 'heredocs') ??
    (eolOf(dockerfile.text) === '\r\n' ? refuse('line-endings') : undefined)
  );
}

function declineAt({ startLine }: Instruction, { reason, detail }: Refusal): Declined {
  return { tool: 'pip', aspect: 'compile', reason, detail, line: startLine };
}

function instructionPlans(
  dockerfile: Dockerfile,
  stage: NewStage,
  taken: readonly TakenInstalls[],
): InstructionPlan[] {
  const flags = [pipMount(stage)];
  return [
    ...(stage.instructions.length === 0 ? [] : [stagePlan(dockerfile, stage)]),
    ...taken.map(({ site, changes }) => changedRun(dockerfile, site, { flags, changes })),
  ];
}

function describe({ above, instructions }: NewStage, taken: readonly TakenInstalls[]): Change[] {
  const tool = 'pip';
  return [
    ...instructions.map((text): Change => ({
      tool,
      kind: 'instruction-added',
      text: text.split('\n')[0] ?? text,
      why: 'a pip that compiles on all cores; it is part of no image',
      line: above.startLine,
    })),
    ...taken.map(({ site }): Change => ({
      tool,
      kind: 'program-replaced',
      text: `${PIP_PROGRAM} install --no-compile`,
      why: 'compiles the same files, on all cores instead of one',
      line: site.run.startLine,
    })),
  ];
}
