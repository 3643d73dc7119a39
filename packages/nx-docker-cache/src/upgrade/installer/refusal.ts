import type { DeclineReason } from '../reasons';

/** Why an install stays with pip. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: DeclineReason;
  readonly detail: string;
}

export function refuse(reason: DeclineReason, detail = ''): Refusal {
  return { kind: 'refused', reason, detail };
}
