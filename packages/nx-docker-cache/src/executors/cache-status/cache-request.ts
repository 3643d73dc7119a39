import type { HistoryStore } from '../../io/history-store';
import type { BuildTarget } from './build-targets';

/** A builder's cache as one workspace sees it. */
export interface CacheRequest {
  /** Absolute: paths are shown relative to it. */
  readonly workspaceRoot: string;
  /** Of all projects, also where only one is asked for: they tell who shares a mount. */
  readonly targets: readonly BuildTarget[];
  readonly history: Pick<HistoryStore, 'read' | 'traces'>;
  /** Undefined: the one in use. */
  readonly builder: string | undefined;
}
