import type { SentFiles } from '../context/project-files';
import type { Dockerfile } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { compileAtOnce } from './compile/compile-at-once';
import { useUv } from './installer/use-uv';
import { reorder } from './order/reorder';
import { planUpgrade, type UpgradeOptions, type UpgradePlan } from './plan';
import { andThen, unchanged } from './rewrite';
import { verifyUpgrade } from './verify';

export interface UpgradeResult {
  /** The new text; the old one when there is nothing to do. */
  readonly text: string;
  readonly plan: UpgradePlan;
}

/**
 * Upgrades a Dockerfile: the layers are put in order where the build context is known, uv takes over from pip, or what pip
 * installs is compiled at once, where that is asked for, and the mounts follow. The edits and instructions of the plan are those of the text in between, and its lines
 * those of the text before.
 */
export function upgradeDockerfile(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  options: UpgradeOptions = {},
): UpgradeResult {
  const { context, uv, compilesAtOnce = false, reorder: isOrdered = true } = options;
  const known = context === undefined ? options : { files: filesOfProject(recipes, context), ...options };
  const ordered =
    context !== undefined && isOrdered ? reorder(dockerfile, recipes, context) : unchanged(dockerfile);
  const installed = uv === undefined ? ordered : andThen(ordered, (each) => useUv(each, uv, context));
  const before = compilesAtOnce ? andThen(installed, compileAtOnce) : installed;
  const { text, plan } = addMounts(before.dockerfile, recipes, known);
  const moved = <Placed extends { readonly line: number }>(placed: Placed): Placed => ({
    ...placed,
    line: before.lineBefore(placed.line),
  });
  return {
    text,
    plan: {
      ...plan,
      changes: [...before.changes, ...plan.changes.map(moved)].sort((a, b) => a.line - b.line),
      declined: [...plan.declined.map(moved), ...before.declined],
      satisfied: plan.satisfied.map(moved),
    },
  };
}

/** The files that recipes ask for, at the top of the context. */
function filesOfProject(recipes: readonly Recipe[], context: SentFiles): ReadonlyMap<string, string> {
  const names = new Set(recipes.flatMap(({ projectFiles }) => projectFiles));
  return new Map(
    [...names].flatMap((name): [string, string][] => {
      const text = context.text(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/**
 * Plans the mounts and proves them on the text that comes out. An instruction whose edits do not read back as planned is
 * left alone (`edit-not-verified`), and the rest is planned again without it.
 */
function addMounts(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  options: UpgradeOptions,
): UpgradeResult {
  const leave = new Set(options.leave);
  for (;;) {
    const plan = planUpgrade(dockerfile, recipes, { ...options, leave });
    if (plan.edits.length === 0) return { text: dockerfile.text, plan };
    const verification = verifyUpgrade(dockerfile, plan);
    if (verification.ok) return { text: verification.text, plan };
    for (const line of verification.lines) leave.add(line);
  }
}
