import type { Dockerfile } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { planUpgrade, type UpgradeOptions, type UpgradePlan } from './plan';
import { verifyUpgrade } from './verify';

export interface UpgradeResult {
  /** The new text; the old one when there is nothing to do. */
  readonly text: string;
  readonly plan: UpgradePlan;
}

/**
 * Plans an upgrade and proves it on the text that comes out. An instruction whose edits do not read back as planned is
 * left alone (`edit-not-verified`), and the rest is planned again without it.
 */
export function upgradeDockerfile(
  dockerfile: Dockerfile,
  recipes: readonly Recipe[],
  options: UpgradeOptions = {},
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
