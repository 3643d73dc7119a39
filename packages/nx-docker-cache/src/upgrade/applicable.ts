import type { CallFacts, Recipe } from '../recipes/recipe';
import type { CallInPlace } from './disablings';
import { decline, type Decline } from './run-decision';

/** The calls that are of the recipe's kind; or why none of them can be served. */
export function applicable(
  { applies }: Recipe,
  calls: readonly CallInPlace[],
  known: Pick<CallFacts, 'files' | 'dockerfile'>,
): CallInPlace[] | Decline {
  if (applies === undefined) return [...calls];
  const applying: CallInPlace[] = [];
  for (const found of calls) {
    const { call, place } = found;
    const answer = applies({
      ...known,
      words: call.arguments.flatMap(({ value }) => value ?? []),
      variable: (name) => {
        const variable = place.environment.variable(name);
        return variable.kind === 'set' ? variable.value : undefined;
      },
    });
    if (answer === 'applies') applying.push(found);
    else if (answer !== 'other-kind') return decline(answer.reason, answer.detail);
  }
  return applying;
}
