import type { Variant } from './variants';

/** All rows of one variant, one after the other. */
export interface PlannedSequence {
  readonly variant: Variant;
  /** From 1. */
  readonly repetition: number;
}

/**
 * All sequences in their order: the variants take turns, and another one begins in each repetition, so that what the machine
 * does meanwhile falls on all of them alike.
 */
export function schedule(variants: readonly Variant[], repetitions: number): readonly PlannedSequence[] {
  return Array.from({ length: repetitions }, (_, index) => {
    const turn = index % Math.max(variants.length, 1);
    const inTurn = [...variants.slice(turn), ...variants.slice(0, turn)];
    return inTurn.map((variant) => ({ variant, repetition: index + 1 }));
  }).flat();
}
