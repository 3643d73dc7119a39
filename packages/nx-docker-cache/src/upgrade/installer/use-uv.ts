import type { SentFiles } from '../../context/project-files';
import type { Dockerfile } from '../../dockerfile/syntax';
import { changedRun } from '../changed-run';
import { stagePlan, takenNames, type NewStage } from '../new-stage';
import { newStageProblem } from '../new-stage-problem';
import type { Change, InstructionPlan, UpgradePlan } from '../plan';
import { provenRewrite } from '../proven-rewrite';
import type { Declined } from '../reasons';
import type { Rewrite } from '../rewrite';
import { sitesOf, type Sites } from '../sites';
import { insertAbove } from '../stage-additions';
import { refuse } from './refusal';
import { takeRun, type TakenRun, type UvWishes } from './take-run';
import { installsUv, uvMount, uvStage } from './uv-stage';

/** Lets uv do what `pip install` does, wherever that is certain, and proves it on the text that comes out. Pure and total. */
export function useUv(dockerfile: Dockerfile, wishes: UvWishes, files: SentFiles | undefined): Rewrite {
  return provenRewrite(dockerfile, (leave) => planUv(dockerfile, wishes, files, leave));
}

function planUv(
  dockerfile: Dockerfile,
  wishes: UvWishes,
  files: SentFiles | undefined,
  leave: ReadonlySet<number>,
): UpgradePlan {
  const sites = sitesOf(dockerfile);
  const forbidden = newStageProblem(dockerfile, 'mounts');
  const taken: TakenRun[] = [];
  const declined: Declined[] = [];
  for (const site of sites.runs.flat()) {
    if (site.isTrigger || installsUv(site)) continue;
    const found = takeRun({ sites, wishes, files }, site);
    if (found === undefined) continue;
    const refusal =
      found.kind === 'refused'
        ? found
        : (forbidden ??
          (leave.has(site.run.startLine) || leave.has(found.above.startLine)
            ? refuse('edit-not-verified')
            : undefined));
    if (refusal === undefined && found.kind === 'taken') taken.push(found);
    else if (refusal !== undefined)
      declined.push({
        tool: 'pip',
        aspect: 'installer',
        reason: refusal.reason,
        detail: refusal.detail,
        line: site.run.startLine,
      });
  }
  const stages = stagesFor(sites, taken, wishes);
  const instructions = [
    ...[...stages.values()].map((stage) => stagePlan(dockerfile, stage)),
    ...argumentPlans(dockerfile, taken),
    ...taken.map((run) => runPlan(dockerfile, run, stages)),
  ];
  return {
    edits: instructions.flatMap(({ edits }) => edits),
    instructions,
    changes: describe(taken, stages),
    declined,
    satisfied: [],
  };
}

/** One stage for each base image, by the text of the base. */
function stagesFor(sites: Sites, taken: readonly TakenRun[], { version }: UvWishes) {
  const names = new Set(takenNames(sites));
  const byBase = new Map<string, NewStage>();
  for (const base of new Set(taken.map((run) => run.base))) {
    const runs = taken.filter((run) => run.base === base);
    const [first] = [...runs].sort((a, b) => a.above.startLine - b.above.startLine);
    if (first === undefined) continue;
    const stage = uvStage(base, first.above, {
      taken: names,
      variables: [...new Set(runs.flatMap(({ forStage }) => forStage))],
      version,
      installer: first.installer,
    });
    names.add(stage.name);
    byBase.set(base, stage);
  }
  return byBase;
}

/** The ARGs that RUNs need above them, once in a stage for each value. */
function argumentPlans(dockerfile: Dockerfile, taken: readonly TakenRun[]): InstructionPlan[] {
  const said = new Set<string>();
  return taken.flatMap(({ site, forUv }): InstructionPlan[] => {
    const keyOf = (line: string): string => `${site.stage.index} ${setAt(site, line)} ${line}`;
    const lines = forUv.filter((line) => !said.has(keyOf(line)));
    for (const line of lines) said.add(keyOf(line));
    if (lines.length === 0) return [];
    return [
      { kind: 'addition', instruction: site.run, lines, edits: [insertAbove(dockerfile, site.run, lines)] },
    ];
  });
}

/** Where the variable got its value that an ARG takes: behind another ENV it has to be taken again. */
function setAt({ scope }: TakenRun['site'], line: string): string {
  const name = /\$\{?(\w+)/.exec(line)?.[1] ?? '';
  return String(scope.variable(name)?.setBy.startLine ?? '');
}

function runPlan(
  dockerfile: Dockerfile,
  { site, changes, base, pipMount }: TakenRun,
  stages: ReadonlyMap<string, NewStage>,
): InstructionPlan {
  const mount = uvMount(stages.get(base) ?? { name: 'uv' });
  return changedRun(dockerfile, site, {
    flags: pipMount === undefined ? [mount] : [],
    replaced: pipMount === undefined ? [] : [{ flag: pipMount, text: mount }],
    changes,
  });
}

function describe(taken: readonly TakenRun[], stages: ReadonlyMap<string, NewStage>): Change[] {
  const tool = 'uv';
  return [
    ...[...stages.values()].flatMap(({ above, instructions }) =>
      instructions.map((text): Change => ({
        tool,
        kind: 'instruction-added',
        text,
        why: 'uv for the installs below; it is part of no image',
        line: above.startLine,
      })),
    ),
    ...taken.flatMap(({ site, forUv }): Change[] => [
      ...forUv.map((text): Change => ({
        tool,
        kind: 'instruction-added',
        text,
        why: 'what pip was told, for uv',
        line: site.run.startLine,
      })),
      {
        tool,
        kind: 'program-replaced',
        text: 'uv pip install',
        why: 'unpacks and compiles the same packages in a fraction of the time',
        line: site.run.startLine,
      },
    ]),
  ];
}
