import type { SharingMode } from '../dockerfile/mounts';
import type { IdText } from './accounts';
import type { MountIdentity } from './mount-id';
import type { DeclineReason } from './reasons';
import type { ScriptChange } from './script-change';

/** A cache mount that a RUN needs. */
export interface NeededMount {
  readonly target: string;
  readonly uid: IdText | undefined;
  readonly gid: IdText | undefined;
  /** As the tool needs it. */
  readonly sharing: SharingMode;
  readonly identity: MountIdentity;
  /** What is in it, for people. */
  readonly holds: string;
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
  /** Above the mounts: to be made first, by the user of the RUN. */
  readonly folders: readonly string[];
  readonly changes: readonly ScriptChange[];
  /** The names of variables that ENV or ARG set and that switch the cache off here. */
  readonly variables: readonly string[];
}

export function decline(reason: DeclineReason, detail = ''): Decline {
  return { kind: 'declined', reason, detail };
}
