import type { Edit } from '../dockerfile/edits';
import type { SharingMode } from '../dockerfile/mounts';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import type { Invocation } from '../shell/invocation';
import { describeRun, describeVariables } from './changes';
import { cutRemovals } from './cut-removals';
import { cutDeclarations, type Declaration } from './declared-variables';
import { decideRuns, type DecidedRun } from './decide-runs';
import { insertFlags, mountFlag } from './mount-flag';
import type { Declined } from './reasons';
import type { Removal } from './removal';
import { sitesOf, type RunSite } from './sites';

export interface UpgradeOptions {
  /** Written into every new mount; the recipe's own mode where it is not given. */
  readonly sharing?: SharingMode;
  /** The id of every new mount; BuildKit takes the target where it is not given. */
  readonly id?: string;
  /** Upgrades ONBUILD instructions too. */
  readonly onbuild?: boolean;
  /** Adds a `# syntax` line where there is none. */
  readonly syntax?: boolean;
  /** The first lines of instructions that are not to be touched. */
  readonly leave?: ReadonlySet<number>;
}

/** Something that the plan does, in words. */
export interface Change {
  /** The tool of the recipe it is done for. */
  readonly tool: string;
  readonly kind: ChangeKind;
  /** What is added or removed, as it is written in the file. */
  readonly text: string;
  readonly line: number;
}

export type ChangeKind =
  'mount-added' | 'words-removed' | 'command-removed' | 'variable-removed' | 'syntax-added';

/** What is done to one instruction. */
export type InstructionPlan =
  | {
      readonly kind: 'run';
      readonly instruction: Instruction;
      /** What it runs, as it was read. */
      readonly invocations: readonly Invocation[];
      readonly flags: readonly string[];
      readonly removals: readonly Removal[];
      readonly edits: readonly Edit[];
    }
  | {
      readonly kind: 'declaration';
      readonly instruction: Instruction;
      readonly gone: readonly Declaration[];
      readonly edits: readonly Edit[];
    };

export interface UpgradePlan {
  readonly edits: readonly Edit[];
  readonly instructions: readonly InstructionPlan[];
  readonly changes: readonly Change[];
  readonly declined: readonly Declined[];
  /** The lines of RUNs that have all that they need. */
  readonly satisfied: readonly number[];
}

/** What is to be done to a Dockerfile so that the tools of the recipes keep their caches between builds. Pure and total. */
export function planUpgrade(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  options: UpgradeOptions = {},
): UpgradePlan {
  const sites = sitesOf(dockerfile);
  const perRecipe = recipes.map((recipe) => ({ recipe, decided: decideRuns(sites, recipe, options) }));
  const runs = perRecipe.flatMap(({ recipe, decided }) => decided.runs.map((run) => ({ recipe, run })));
  const plans = [...runPlans(dockerfile, runs, options), ...declarationPlans(dockerfile, perRecipe)];
  const syntax = plans.length > 0 && options.syntax === true ? syntaxEdits(dockerfile) : [];
  return {
    edits: [...plans.flatMap(({ edits }) => edits), ...syntax],
    instructions: plans,
    changes: [
      ...runs.flatMap(({ recipe, run }) =>
        describeRun(dockerfile, recipe, run, flagsOf(recipe, run, options)),
      ),
      ...perRecipe.flatMap(({ recipe, decided }) => describeVariables(dockerfile, recipe, decided.gone)),
      ...syntax.map(({ text }): Change => ({ tool: '', kind: 'syntax-added', text: text.trim(), line: 1 })),
    ].sort((a, b) => a.line - b.line),
    declined: perRecipe.flatMap(({ decided }) => decided.declined),
    satisfied: perRecipe.flatMap(({ decided }) => decided.satisfied),
  };
}

interface RecipeRun {
  readonly recipe: Recipe;
  readonly run: DecidedRun;
}

/** One plan a RUN, also where several recipes have to do with it. */
function runPlans(
  dockerfile: Dockerfile,
  runs: readonly RecipeRun[],
  options: UpgradeOptions,
): InstructionPlan[] {
  const bySite = new Map<RunSite, RecipeRun[]>();
  for (const run of runs) bySite.set(run.run.site, [...(bySite.get(run.run.site) ?? []), run]);
  return [...bySite].map(([{ run, commands }, parts]) => {
    const flags = [...new Set(parts.flatMap((part) => flagsOf(part.recipe, part.run, options)))];
    const removals = parts.flatMap((part) => part.run.upgrade.removals);
    const edits = [...insertFlags(dockerfile, run, flags), ...cutRemovals(dockerfile, run, removals)];
    const read = commands();
    return {
      kind: 'run',
      instruction: run,
      invocations: read.ok ? read.invocations : [],
      flags,
      removals,
      edits,
    };
  });
}

function flagsOf(recipe: Recipe, { upgrade }: DecidedRun, { id, sharing }: UpgradeOptions): string[] {
  const needed = recipe.sharing === 'shared' ? undefined : recipe.sharing;
  return upgrade.mounts.map((mount, index) =>
    mountFlag(mount, {
      id: id === undefined || index === 0 ? id : `${id}-${index + 1}`,
      sharing: sharing ?? needed,
    }),
  );
}

function declarationPlans(
  dockerfile: Dockerfile,
  perRecipe: readonly { readonly decided: { readonly gone: readonly Declaration[] } }[],
): InstructionPlan[] {
  const byInstruction = new Map<Instruction, Declaration[]>();
  for (const declaration of perRecipe.flatMap(({ decided }) => decided.gone)) {
    const { instruction } = declaration;
    byInstruction.set(instruction, [...(byInstruction.get(instruction) ?? []), declaration]);
  }
  return [...byInstruction].map(([instruction, gone]) => {
    const ranges = gone.map(({ pair }) => pair.range);
    return {
      kind: 'declaration',
      instruction,
      gone,
      edits: cutDeclarations(dockerfile, instruction, ranges),
    };
  });
}

/** The line that gives an old engine a frontend with cache mounts; it has to be the first. */
function syntaxEdits({ text, directives }: Dockerfile): Edit[] {
  if (directives.some(({ name }) => name === 'syntax')) return [];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  return [{ range: { start, end: start }, text: `# syntax=docker/dockerfile:1${eol}` }];
}
