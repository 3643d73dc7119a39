import type { Scope } from '../dockerfile/scope';
import { stagesOf, type ScopedInstruction, type Stage } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { runCommands, type RunCommands } from '../shell/run-commands';

/** A RUN in its place. */
export interface RunSite {
  readonly run: Instruction;
  /** Set when the RUN stands inside an ONBUILD. */
  readonly isTrigger: boolean;
  readonly stage: Stage;
  /** In force when it runs: for an ONBUILD the end of its stage. */
  readonly scope: Scope;
  /** Read when they are first asked for: most RUNs of most files are of no interest. */
  readonly commands: () => RunCommands;
}

/** A Dockerfile with its stages, and the RUNs of each in their order. */
export interface Sites {
  readonly dockerfile: Dockerfile;
  readonly stages: readonly Stage[];
  /** By index of the stage. */
  readonly runs: readonly (readonly RunSite[])[];
}

export function sitesOf(dockerfile: Dockerfile): Sites {
  const stages = stagesOf(dockerfile);
  return { dockerfile, stages, runs: stages.map(runsOf) };
}

function runsOf(stage: Stage): RunSite[] {
  return stage.instructions.flatMap(({ instruction, scope }) => {
    if (instruction.name === 'RUN') return [site(instruction, stage, scope, false)];
    return instruction.trigger?.name === 'RUN' ? [site(instruction.trigger, stage, stage.end, true)] : [];
  });
}

function site(run: Instruction, stage: Stage, scope: Scope, isTrigger: boolean): RunSite {
  let commands: RunCommands | undefined;
  const shell = scope.shell.kind === 'known' ? scope.shell.value : undefined;
  return { run, isTrigger, stage, scope, commands: () => (commands ??= runCommands(run, shell) ?? NOTHING) };
}

/** Whether the script of a RUN holds a word at all: quicker than reading it. */
export function mentions({ run }: RunSite, word: RegExp): boolean {
  return word.test(run.args.text) || run.heredocs.some(({ content }) => word.test(content));
}

/** All that stands in an instruction, its heredocs included: what is only looked for may be in either. */
export function writtenText({ original, heredocs }: Instruction): string {
  return [original.text, ...heredocs.map(({ content }) => content)].join('\n');
}

/** The same without its flags. */
export function scriptText({ args, heredocs }: Instruction): string {
  return [args.text, ...heredocs.map(({ content }) => content)].join('\n');
}

const NOTHING: RunCommands = { ok: true, invocations: [] };

/** The stages that a stage builds on, the first one first, itself included. */
export function lineage(stages: readonly Stage[], stage: Stage): readonly Stage[] {
  const line: Stage[] = [stage];
  for (let at = stage; at.base.kind === 'stage';) {
    const next = stages[at.base.index];
    if (next === undefined || line.includes(next)) break;
    line.unshift(next);
    at = next;
  }
  return line;
}

/** What stands above a RUN: in its stage, and in those that it builds on. */
export function instructionsAbove({ stages }: Sites, { stage, run }: RunSite): readonly ScopedInstruction[] {
  return lineage(stages, stage)
    .flatMap(({ instructions }) => instructions)
    .filter(({ instruction }) => instruction.startLine < run.startLine);
}

/** The image at the bottom of a stage, where its name is known. */
export function baseImage(stages: readonly Stage[], stage: Stage): string | undefined {
  const [first] = lineage(stages, stage);
  return first?.base.kind === 'image' ? first.base.reference : undefined;
}

/** The RUNs that run on what this one leaves: later ones of its stage, and those of stages that build on it. */
export function runsAfter(sites: Sites, site: RunSite): readonly RunSite[] {
  const all = runsOn(sites, site.stage);
  return all.slice(all.indexOf(site) + 1);
}

/** The RUNs of a stage, and those of stages that build on it. */
export function runsOn({ stages, runs }: Sites, stage: Stage): readonly RunSite[] {
  const others = stages.filter((other) => other !== stage && lineage(stages, other).includes(stage));
  return [stage, ...others].flatMap(({ index }) => runs[index] ?? []);
}

/** The RUNs that have run when this one does, in order. */
export function runsBefore({ stages, runs }: Sites, site: RunSite): readonly RunSite[] {
  const all = lineage(stages, site.stage).flatMap((stage) => runs[stage.index] ?? []);
  const own = all.indexOf(site);
  return (site.isTrigger || own === -1 ? all : all.slice(0, own)).filter((other) => !other.isTrigger);
}
