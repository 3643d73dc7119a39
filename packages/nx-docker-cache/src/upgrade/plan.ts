import type { SentFiles } from '../context/project-files';
import type { Edit } from '../dockerfile/edits';
import type { SharingMode } from '../dockerfile/mounts';
import type { Dockerfile, Flag, Instruction } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import type { Invocation } from '../shell/invocation';
import { changedRun } from './changed-run';
import { describeAddition, describeRun, describeVariables } from './changes';
import { cutDeclarations, type Declaration } from './declared-variables';
import { decideRuns } from './decide-runs';
import { mergeChanges } from './merge-changes';
import { groupBy } from '../collections/group-by';
import type { UvWishes } from './installer/take-run';
import { flagsByRun, type MountFlag } from './mount-flags';
import type { Declined } from './reasons';
import type { ScriptChange } from './script-change';
import { sitesOf, type RunSite } from './sites';
import { insertAbove, stageAdditions, type RecipeRun, type StageAddition } from './stage-additions';

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
  /** The build context as it is sent: without it the order of the layers stays as it is. */
  readonly context?: SentFiles;
  /** Switched off, the order stays as it is with a context too. */
  readonly reorder?: boolean;
  /** Lets uv do what `pip install` does. */
  readonly uv?: UvWishes;
  /** Compiles what pip installs in one step behind it, on all cores. */
  readonly compilesAtOnce?: boolean;
  /** Files of the project by name, of those that recipes ask for (`projectFiles`). */
  readonly files?: ReadonlyMap<string, string>;
}

/** Something that the plan does, in words. */
export interface Change {
  /** The tool of the recipe it is done for. */
  readonly tool: string;
  readonly kind: ChangeKind;
  /** What is added or removed, as it is written in the file. */
  readonly text: string;
  /** What it is good for, in a few words. */
  readonly why: string;
  readonly line: number;
}

export type ChangeKind =
  | 'mount-added'
  | 'words-added'
  | 'words-removed'
  | 'command-removed'
  | 'variable-removed'
  | 'instruction-added'
  | 'instruction-moved'
  | 'program-replaced'
  | 'syntax-added';

export interface ReplacedFlag {
  readonly flag: Flag;
  readonly text: string;
}

/** What is done to one instruction. */
export type InstructionPlan =
  | {
      readonly kind: 'run';
      readonly instruction: Instruction;
      /** What it runs, as it was read. */
      readonly invocations: readonly Invocation[];
      readonly flags: readonly string[];
      /** Flags that others take the place of. */
      readonly replaced?: readonly ReplacedFlag[];
      readonly changes: readonly ScriptChange[];
      readonly edits: readonly Edit[];
    }
  | {
      readonly kind: 'addition';
      /** The RUN that they stand above. */
      readonly instruction: Instruction;
      /** Instructions, one a line; one with a heredoc has more of them. */
      readonly lines: readonly string[];
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
  /** RUNs that have all that they need. */
  readonly satisfied: readonly Satisfied[];
}

/** A RUN (its first line) that has all that a tool needs. */
export interface Satisfied {
  readonly tool: string;
  readonly line: number;
}

/** What is to be done to a Dockerfile so that the tools of the recipes keep their caches between builds. Pure and total. */
export function planUpgrade(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  options: UpgradeOptions = {},
): UpgradePlan {
  const sites = sitesOf(dockerfile);
  const perRecipe = recipes
    .filter(({ call }) => call.word.test(dockerfile.text))
    .map((recipe) => ({ recipe, decided: decideRuns(sites, recipe, options) }));
  const runs = perRecipe.flatMap(({ recipe, decided }) => decided.runs.map((run) => ({ recipe, run })));
  const flags = flagsByRun(runs, { ...options, isShared: recipes.length > 1 });
  const additions = stageAdditions(sites, runs);
  const plans = [
    ...additionPlans(dockerfile, additions),
    ...runPlans(dockerfile, runs, flags),
    ...declarationPlans(dockerfile, perRecipe),
  ];
  const syntax = plans.length > 0 && options.syntax === true ? syntaxEdits(dockerfile) : [];
  return {
    edits: [...plans.flatMap(({ edits }) => edits), ...syntax],
    instructions: plans,
    changes: [
      ...syntax.map(({ text }): Change => ({
        tool: '',
        kind: 'syntax-added',
        text: text.trim(),
        why: 'cache mounts on engines with an old BuildKit',
        line: 1,
      })),
      ...additions.map(describeAddition),
      ...runs.flatMap(({ recipe, run }) =>
        describeRun(
          dockerfile,
          recipe,
          run,
          flags.get(run.site)?.filter((flag) => flag.recipe === recipe),
        ),
      ),
      ...perRecipe.flatMap(({ recipe, decided }) => describeVariables(dockerfile, recipe, decided.gone)),
    ].sort((a, b) => a.line - b.line),
    declined: perRecipe.flatMap(({ decided }) => decided.declined),
    satisfied: perRecipe.flatMap(({ recipe, decided }) =>
      decided.satisfied.map((line) => ({ tool: recipe.tool, line })),
    ),
  };
}

/** One plan for all that is put above a RUN. */
function additionPlans(dockerfile: Dockerfile, additions: readonly StageAddition[]): InstructionPlan[] {
  const bySite = groupBy(additions, ({ site }) => site);
  return [...bySite].map(([site, parts]) => {
    const lines = parts.map(({ line }) => (site.isTrigger ? `ONBUILD ${line}` : line));
    return {
      kind: 'addition',
      instruction: site.run,
      lines,
      edits: [insertAbove(dockerfile, site.run, lines)],
    };
  });
}

/** One plan a RUN, also where several recipes have to do with it. */
function runPlans(
  dockerfile: Dockerfile,
  runs: readonly RecipeRun[],
  flagsOf: ReadonlyMap<RunSite, readonly MountFlag[]>,
): InstructionPlan[] {
  const bySite = groupBy(runs, ({ run }) => run.site);
  return [...bySite].map(([site, parts]) => {
    const flags = (flagsOf.get(site) ?? []).map(({ text }) => text);
    const changes = mergeChanges(parts.flatMap((part) => part.run.upgrade.changes));
    return changedRun(dockerfile, site, { flags, changes });
  });
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
