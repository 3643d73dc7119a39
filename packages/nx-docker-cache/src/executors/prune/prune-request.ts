import type { PruneWishes } from '../../cache/prune-plan';
import type { CacheRequest } from '../cache-status/cache-request';

export interface PruneRequest extends CacheRequest {
  readonly wishes: PruneWishes | 'everything';
  /** With `everything`: nobody is asked. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}
