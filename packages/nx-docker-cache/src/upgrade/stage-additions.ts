import { dirname } from 'node:path/posix';
import type { Edit } from '../dockerfile/edits';
import { keyValuesOf } from '../dockerfile/key-values';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { NeededVariable, Preparation, Recipe } from '../recipes/recipe';
import { callsForCertain } from './certain-call';
import type { DecidedRun } from './decide-runs';
import { lineage, runsBefore, writtenText, type RunSite, type Sites } from './sites';

/** An instruction that a RUN needs above it, once in its stage. */
export interface StageAddition {
  readonly recipe: Recipe;
  /** The RUN. */
  readonly site: RunSite;
  /** As it is written, without line end. */
  readonly line: string;
}

export interface RecipeRun {
  readonly recipe: Recipe;
  readonly run: DecidedRun;
}

/** What the RUNs that get mounts need above them: arguments that the mounts name, folders, variables and preparations of tools. */
export function stageAdditions(sites: Sites, runs: readonly RecipeRun[]): StageAddition[] {
  const additions: StageAddition[] = [];
  const inOrder = [...runs].sort((a, b) => a.run.site.run.startLine - b.run.site.run.startLine);
  for (const { recipe, run } of inOrder) {
    const { site } = run;
    if (run.upgrade.mounts.length === 0) continue;
    const line = lineage(sites.stages, site.stage).map(({ index }) => index);
    for (const { text, insteadOf = [], isInherited } of [
      ...argumentNeeds(sites, recipe, run),
      ...runNeeds(sites, recipe, run),
    ]) {
      const holders = isInherited ? line : [site.stage.index];
      const isAdded = additions.some(
        (addition) =>
          [text, ...insteadOf].includes(addition.line) && holders.includes(addition.site.stage.index),
      );
      if (!isAdded) additions.push({ recipe, site, line: text });
    }
  }
  return additions;
}

/** A line that a RUN needs above it. */
interface Need {
  readonly text: string;
  /** Lines that do as well. */
  readonly insteadOf?: readonly string[];
  /** Stages that build on the one with the line have what it does. */
  readonly isInherited: boolean;
}

function argumentNeeds(sites: Sites, { needs }: Recipe, run: DecidedRun): Need[] {
  const { site } = run;
  const named = argumentsOf(run).filter((name) => !isDeclared(sites, site, name));
  const missing = needs.variables.filter(({ name }) => site.scope.variable(name) === undefined);
  return [...named.map((name) => `ARG ${name}`), ...missing.map(declarationOf)].map((text) => ({
    text,
    isInherited: false,
  }));
}

function runNeeds(sites: Sites, recipe: Recipe, { site, upgrade }: DecidedRun): Need[] {
  const folders = upgrade.folders.map(makingOf).filter((text) => !isMade(sites, site, text));
  const made = folders.map((text): Need => ({ text, isInherited: true }));
  const { preparation } = recipe.needs;
  if (preparation === undefined || isPrepared(sites, site, preparation.isDone)) return made;
  const [plain, asking] = preparingOf(preparation);
  const isSafe = callsForCertain(site, recipe) && !isFolderNamed(sites, site, preparation);
  return [
    ...made,
    { text: isSafe ? plain : asking, insteadOf: [isSafe ? asking : plain], isInherited: true },
  ];
}

/** How a variable that a tool needs is written: as an ARG, which is no part of the image. */
export function declarationOf({ name, value }: NeededVariable): string {
  return `ARG ${name}=${value}`;
}

/** Where it cannot be made the tool could not have made it either, and goes on without. */
export function makingOf(folder: string): string {
  return `RUN mkdir -p ${folder} || true`;
}

function isMade(sites: Sites, site: RunSite, text: string): boolean {
  return runsBefore(sites, site).some(({ run }) => `RUN ${run.args.text.trim()}` === text);
}

/** The arguments that the ids of mounts name: `$TARGETARCH`. */
function argumentsOf({ upgrade }: DecidedRun): string[] {
  const parts = upgrade.mounts.flatMap(({ identity }) => identity.parts);
  return [...new Set(parts.filter((part) => part.startsWith('$')).map((part) => part.slice(1)))];
}

/** An ARG holds from where it stands to the end of its stage. */
function isDeclared({ dockerfile }: Sites, { stage, run, isTrigger }: RunSite, name: string): boolean {
  return stage.instructions.some(
    ({ instruction }) =>
      instruction.name === 'ARG' &&
      (isTrigger || instruction.startLine < run.startLine) &&
      keyValuesOf(instruction, dockerfile.escape).some((pair) => pair.name === name),
  );
}

/** How a preparation is written: plainly, and where its tool may be missing. */
export function preparingOf({ script, folder }: Preparation): readonly [plain: string, asking: string] {
  return [`RUN ${script}`, `RUN if [ -w ${folder} ]; then ${script}; fi`];
}

/** Whether a RUN above names the folder of a preparation or the one around it: it may have taken it away. */
function isFolderNamed(sites: Sites, site: RunSite, { folder }: Preparation): boolean {
  return runsBefore(sites, site).some(({ run }) =>
    [folder, dirname(folder)].some((path) =>
      writtenText(run)
        .split(/[\s"';&|()]+/)
        .some((word) => word.replace(/\/\*?$/, '') === path),
    ),
  );
}

function isPrepared(sites: Sites, site: RunSite, isDone: RegExp): boolean {
  return [...runsBefore(sites, site), site].some(({ run }) => isDone.test(writtenText(run)));
}

/** Puts lines above an instruction and the comments that belong to it. */
export function insertAbove(dockerfile: Dockerfile, inner: Instruction, lines: readonly string[]): Edit {
  const outer = instructionWith(dockerfile.instructions, inner);
  const { text } = dockerfile;
  const start = startWithComments(dockerfile, outer);
  const indentation = text.slice(text.lastIndexOf('\n', outer.range.start - 1) + 1, outer.range.start);
  const eol = eolOf(text);
  return {
    range: { start, end: start },
    text: lines.map((line) => `${indentation}${line}${eol}`).join(''),
  };
}

/**
 * Where the comments begin that stand directly above an instruction; the start of its line where there are none. Directives
 * look like comments, and have to stay at the top.
 */
export function startWithComments(
  { text, instructions, directives }: Dockerfile,
  instruction: Instruction,
): number {
  const previous = instructions[instructions.indexOf(instruction) - 1] ?? directives.at(-1);
  let start = text.lastIndexOf('\n', instruction.range.start - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || above < (previous?.range.end ?? 0) || !/^[ \t]*#/.test(text.slice(above, start)))
      return start;
    start = above;
  }
}

/** Where the line behind an instruction begins; the end of the text where there is none. */
export function endWithLine(text: string, { range }: Instruction): number {
  const feed = text.indexOf('\n', range.end - 1);
  return feed === -1 ? text.length : feed + 1;
}

/** How the lines of a text end: as its first one does. */
export function eolOf(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** The ONBUILD around a RUN, or the RUN itself. */
export function instructionWith(instructions: readonly Instruction[], run: Instruction): Instruction {
  return instructions.find(({ trigger }) => trigger === run) ?? run;
}
