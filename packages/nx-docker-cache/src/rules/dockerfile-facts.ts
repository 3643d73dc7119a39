import type { SentFiles } from '../context/project-files';
import { mountsOf, type Mount } from '../dockerfile/mounts';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { toolCall, type ToolCall } from '../recipes/tool-call';
import type { Invocation } from '../shell/invocation';
import { planOrder } from '../upgrade/order/plan-order';
import type { UpgradePlan } from '../upgrade/plan';
import { lineage, sitesOf, type RunSite, type Sites } from '../upgrade/sites';
import { upgradeDockerfile } from '../upgrade/upgrade';

/** A RUN as rules look at it. */
export interface RunFacts {
  readonly site: RunSite;
  readonly run: Instruction;
  /** Empty when the script cannot be read. */
  readonly invocations: readonly Invocation[];
  readonly mounts: readonly Mount[];
}

/** What is known of the way in which the file is built; undefined where nothing is. */
export interface BuildFacts {
  /** The values of `--cache-to`. */
  readonly cacheTo: readonly string[];
}

/** A Dockerfile with everything that rules ask for, each found once. */
export interface DockerfileFacts {
  readonly dockerfile: Dockerfile;
  readonly recipes: readonly Recipe[];
  readonly sites: Sites;
  /** See `runsOf`. */
  readonly runs: readonly RunFacts[];
  readonly plan: UpgradePlan;
  readonly build: BuildFacts | undefined;
  /** The copies of sources that the upgrade would put below installs. */
  readonly movable: ReadonlySet<Instruction>;
}

export function dockerfileFacts(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  {
    build,
    context,
  }: { readonly build?: BuildFacts | undefined; readonly context?: SentFiles | undefined } = {},
): DockerfileFacts {
  const sites = sitesOf(dockerfile);
  const { plan } = upgradeDockerfile(
    dockerfile,
    recipes,
    context === undefined ? {} : { context, reorder: false },
  );
  const moves = context === undefined ? [] : planOrder(sites, recipes, context).moves;
  const movable = new Set(moves.flatMap(({ copies }) => copies.map(({ copy }) => copy)));
  return { dockerfile, recipes, sites, runs: runsOf(sites), plan, build, movable };
}

/** ONBUILD triggers left out: they run in the builds of other files. */
export function runsOf({ runs }: Pick<Sites, 'runs'>): readonly RunFacts[] {
  return runs
    .flat()
    .filter(({ isTrigger }) => !isTrigger)
    .map(runFacts);
}

function runFacts(site: RunSite): RunFacts {
  const read = site.commands();
  const invocations = read.ok ? read.invocations : [];
  return { site, run: site.run, invocations, mounts: mountsOf(site.run, site.scope.expand) };
}

/** The RUNs that have run before this one in its stage and in those that it builds on, the first one first. */
export function runsAbove({ sites, runs }: DockerfileFacts, { site }: RunFacts): readonly RunFacts[] {
  const line = lineage(sites.stages, site.stage);
  return runs.filter(
    (other) =>
      line.includes(other.site.stage) &&
      (other.site.stage !== site.stage || other.run.startLine < site.run.startLine),
  );
}

/** The calls of a recipe's tool that fill its cache. */
export function fillingCalls(recipe: Recipe, { invocations }: RunFacts): readonly ToolCall[] {
  return invocations.flatMap((invocation) => {
    const call = toolCall(recipe, invocation);
    return call?.effect === 'fills' ? [call] : [];
  });
}

/** From its keyword to the end of its first line: where people look for it. */
export function headOf(
  { text }: Dockerfile,
  { keyword, range }: Instruction,
): {
  readonly start: number;
  readonly end: number;
} {
  const feed = text.indexOf('\n', keyword.end);
  const end = feed === -1 ? text.length : feed;
  return { start: keyword.start, end: Math.min(text[end - 1] === '\r' ? end - 1 : end, range.end) };
}
