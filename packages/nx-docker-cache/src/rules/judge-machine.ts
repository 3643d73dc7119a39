import type { Finding } from './finding';
import { findingsOf } from './judge';
import type { MachineFacts } from './machine-facts';
import { rulesAbout, type Rule } from './rule';

/** What the rules find about the machine that builds. Pure and total. */
export function judgeMachine(
  facts: MachineFacts,
  rules: readonly Rule[],
  ignore: readonly string[],
): readonly Finding[] {
  return findingsOf(rulesAbout(rules, 'machine'), facts, {
    file: undefined,
    text: '',
    ignore,
    suppressions: [],
  });
}

/** Whether a finding says that nothing can be built at all. */
export function meansNoEngine({ code }: Finding, rules: readonly Rule[]): boolean {
  return rulesAbout(rules, 'machine').some((rule) => rule.code === code && rule.meansNoEngine === true);
}
