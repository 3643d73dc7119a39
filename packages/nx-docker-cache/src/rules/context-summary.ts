import { topOf, totalBytes, weigh, type ContextFacts, type Weight } from './context-facts';

/** What a build takes of its context. */
export interface ContextSummary {
  readonly files: number;
  readonly bytes: number;
  /** Files and folders at the top of the context, the heaviest first. */
  readonly largest: readonly Weight[];
}

const SHOWN = 5;

export function contextSummary({ takes, sizes }: Pick<ContextFacts, 'takes' | 'sizes'>): ContextSummary {
  const taken = new Set(takes.flatMap(({ files }) => files));
  const weights = weigh(taken, sizes, topOf);
  return { files: taken.size, bytes: totalBytes(weights), largest: weights.slice(0, SHOWN) };
}
