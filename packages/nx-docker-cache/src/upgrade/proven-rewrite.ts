import { parse } from '../dockerfile/parse';
import type { Dockerfile } from '../dockerfile/syntax';
import { linesBefore } from './lines-before';
import type { UpgradePlan } from './plan';
import { unchanged, type Rewrite } from './rewrite';
import { verifyUpgrade } from './verify';

/**
 * Carries out a plan and proves it on the text that comes out. Instructions that do not read back as planned are left
 * alone, and the rest is planned again without them.
 *
 * @param planWithout the first lines of the instructions that are not to be touched
 */
export function provenRewrite(
  dockerfile: Dockerfile,
  planWithout: (leave: ReadonlySet<number>) => UpgradePlan,
): Rewrite {
  const leave = new Set<number>();
  for (;;) {
    const plan = planWithout(leave);
    const { changes, declined } = plan;
    if (plan.edits.length === 0) return { ...unchanged(dockerfile), declined };
    const verification = verifyUpgrade(dockerfile, plan);
    if (verification.ok) {
      const parsed = parse(verification.text);
      if (parsed.ok)
        return {
          dockerfile: parsed.dockerfile,
          changes,
          declined,
          lineBefore: linesBefore(dockerfile.text, plan.edits),
        };
    }
    const lines = verification.ok
      ? plan.instructions.map((part) => part.instruction.startLine)
      : verification.lines;
    for (const line of lines) leave.add(line);
  }
}
