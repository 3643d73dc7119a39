import type { ContextFacts } from './context-facts';
import type { Finding } from './finding';
import { findingsOf } from './judge';
import { rulesAbout, type Rule } from './rule';
import { suppressionsOf } from './suppressions';

/** What the rules find about the context of a Dockerfile. Pure and total. */
export function judgeContext(
  file: string,
  facts: ContextFacts,
  { rules, ignore }: { readonly rules: readonly Rule[]; readonly ignore: readonly string[] },
): readonly Finding[] {
  return findingsOf(rulesAbout(rules, 'context'), facts, {
    file,
    text: facts.dockerfile.text,
    ignore,
    suppressions: suppressionsOf(facts.dockerfile),
  });
}
