import type { PruneWishes } from '../../cache/prune-plan';
import { parseBytes, parseSpan } from '../../cache/quantities';
import type { OptionNames } from '../../errors/option-names';
import { ProductError } from '../../errors/product-error';
import { RECIPES } from '../../recipes/registry';
import { projectsOf, assertKnown } from '../cache-status/known-projects';
import type { BuildTarget } from '../cache-status/build-targets';
import { quantityOption } from '../quantity-option';

/** The options of a prune as somebody wrote them: the executor's and the command's schemas declare these. */
export interface WrittenWishes {
  /** By name. */
  readonly projects?: readonly string[];
  readonly allProjects?: boolean;
  readonly tool?: readonly string[];
  readonly mount?: readonly string[];
  readonly olderThan?: string;
  readonly keepStorage?: string;
  readonly orphans?: boolean;
  readonly everything?: boolean;
}

/**
 * @param targets all builds of the workspace
 * @throws ProductError OPTION_TYPE, PROJECT_UNKNOWN
 */
export function readWishes(
  written: WrittenWishes,
  targets: readonly BuildTarget[],
): PruneWishes | 'everything' {
  if (written.everything === true) return everything(written);
  const { projects = [] } = written;
  assertKnown(projects, targets);
  const chosen = written.allProjects === true ? projectsOf(targets) : projects;
  const orphans = written.orphans ?? false;
  if (chosen.length === 0 && !orphans)
    throw wrong(
      'nothing says whose cache shall go',
      'no project is named',
      'name projects, or give --all-projects, --orphans or --everything',
    );
  return {
    projects: chosen,
    tools: (written.tool ?? []).map(knownTool),
    mounts: written.mount ?? [],
    orphans,
    olderThanMs: quantityOption('olderThan', written.olderThan, parseSpan, '7d, 12h or 2w'),
    keepBytes: quantityOption('keepStorage', written.keepStorage, parseBytes, '5GB or 512MiB'),
  };
}

/** A wish for a part beside the wish for everything: one of the two is a mistake, and it may be the larger one. */
function everything(written: WrittenWishes): 'everything' {
  const other = (Object.entries(written) as readonly [string, unknown][]).find(([name, value]) =>
    name === 'everything' ? false : Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  if (other === undefined) return 'everything';
  throw wrong(
    (names) => `${names('everything', other[0])} cannot be wished together`,
    'everything takes no part of the builder out',
    'leave one of them out',
  );
}

function knownTool(name: string): string {
  const tools = RECIPES.map(({ tool }) => tool);
  if (tools.includes(name)) return name;
  throw wrong(
    `there is no tool ${JSON.stringify(name)}`,
    `the tools are ${[...tools].sort().join(', ')}`,
    'correct the name, or name the mount itself',
  );
}

function wrong(what: string | ((names: OptionNames) => string), why: string, next: string): ProductError {
  return new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: typeof what === 'string' ? what : what(names),
    why,
    next,
  }));
}
