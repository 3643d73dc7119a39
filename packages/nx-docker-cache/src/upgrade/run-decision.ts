import type { IdText } from './accounts';
import type { DeclineReason } from './reasons';
import type { Removal } from './removal';

/** A cache mount that a RUN needs. */
export interface NeededMount {
  readonly target: string;
  readonly uid: IdText | undefined;
  readonly gid: IdText | undefined;
}

/** What is to be done with a RUN for one recipe. */
export type RunDecision =
  /** It does not use the tool in a way that fills the cache. */
  { readonly kind: 'unconcerned' } | Decline | Upgrade;

export interface Decline {
  readonly kind: 'declined';
  readonly reason: DeclineReason;
  readonly detail: string;
}

export interface Upgrade {
  readonly kind: 'upgrade';
  /** Those that are not there yet. */
  readonly mounts: readonly NeededMount[];
  readonly removals: readonly Removal[];
  /** The names of variables that ENV or ARG set and that switch the cache off here. */
  readonly variables: readonly string[];
}

export function decline(reason: DeclineReason, detail = ''): Decline {
  return { kind: 'declined', reason, detail };
}
