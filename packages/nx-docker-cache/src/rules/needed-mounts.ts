import type { Mount } from '../dockerfile/mounts';
import type { Recipe } from '../recipes/recipe';
import type { DockerfileFacts, RunFacts } from './dockerfile-facts';

/** A RUN to which the upgrade would add cache mounts. */
export interface NeededMounts {
  readonly run: RunFacts;
  readonly tools: readonly string[];
  /** As the upgrade writes them. */
  readonly flags: readonly string[];
  /** A cache mount that was meant for one of the tools, but is not where the tool looks. */
  readonly misplaced: MisplacedMount | undefined;
}

export interface MisplacedMount {
  readonly mount: Mount;
  readonly tool: string;
  /** Where it belongs. */
  readonly target: string;
}

export function neededMounts({ plan, runs, recipes }: DockerfileFacts): readonly NeededMounts[] {
  return runs.flatMap((run) => {
    const added = plan.changes.filter(
      ({ kind, line }) => kind === 'mount-added' && line === run.run.startLine,
    );
    if (added.length === 0) return [];
    const misplaced = added
      .map(({ tool, text }) => misplacedMount(recipes, run, { tool, target: targetOf(text) }))
      .find((found) => found !== undefined);
    return [
      {
        run,
        tools: [...new Set(added.map(({ tool }) => tool))],
        flags: [...new Set(added.map(({ text }) => text))],
        misplaced,
      },
    ];
  });
}

function targetOf(flag: string): string {
  return /\btarget=([^,\s]+)/.exec(flag)?.[1] ?? '';
}

/** A cache mount for the same folder below another home. */
function misplacedMount(
  recipes: readonly Recipe[],
  { mounts }: RunFacts,
  { tool, target }: { readonly tool: string; readonly target: string },
): MisplacedMount | undefined {
  const places = recipes
    .filter((recipe) => recipe.tool === tool)
    .flatMap(({ caches }) => caches.flatMap(({ place }) => (place.kind === 'home' ? [place.below] : [])));
  const mount = mounts.find(
    ({ type, target: written }) =>
      type === 'cache' && written !== undefined && places.some((below) => written.endsWith(`/${below}`)),
  );
  return mount === undefined || mount.target === target ? undefined : { mount, tool, target };
}
