import { ERROR_CODES } from '../../errors/codes';
import type { Checked } from '../../rules/checked';
import { meansNoEngine } from '../../rules/judge-machine';
import { countFindings } from '../../rules/render-findings';
import type { Rule } from '../../rules/rule';

/**
 * 0: nothing, notes, or as many warnings as are accepted. 1: an error, or more warnings. 2: something could not be
 * judged, or there is no engine.
 */
export function exitCodeOf(
  checked: readonly Checked[],
  { rules, maxWarnings }: { readonly rules: readonly Rule[]; readonly maxWarnings: number },
): 0 | 1 | 2 {
  const findings = checked.flatMap((each) => each.findings);
  const failures = checked.flatMap(({ error }) => (error === undefined ? [] : [ERROR_CODES[error.code]]));
  if (failures.includes(2) || findings.some((finding) => meansNoEngine(finding, rules))) return 2;
  const { error, warning } = countFindings(findings);
  return failures.length > 0 || error > 0 || warning > maxWarnings ? 1 : 0;
}
