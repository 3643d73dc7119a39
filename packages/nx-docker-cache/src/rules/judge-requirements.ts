import type { Finding } from './finding';
import { byPlace, findingsOf } from './judge';
import { requirementsFacts } from './requirements-facts';
import { rulesAbout, type Rule } from './rule';

export interface RequirementsJudgement {
  /** As the user knows it. */
  readonly file: string;
  readonly text: string;
  /** The texts of the constraints files in force. */
  readonly constraints: readonly string[];
  readonly rules: readonly Rule[];
  readonly ignore: readonly string[];
}

/** What the rules find in a requirements file. Pure and total. */
export function judgeRequirements({
  file,
  text,
  constraints,
  rules,
  ignore,
}: RequirementsJudgement): readonly Finding[] {
  const found = findingsOf(rulesAbout(rules, 'requirements'), requirementsFacts(text, constraints), {
    file,
    text,
    ignore,
    suppressions: [],
  });
  return [...found].sort(byPlace);
}
