import type { ControlChange } from './control';
import { Faults } from './faults';
import type { FileStore } from './file-store';
import type { PageStore } from './page-store';
import { PageRenderer } from './rendered-page';
import { TokenBucket } from './token-bucket';
import type { Rate } from './rate';
import { TrafficCounter } from './traffic';

/** All that the requests of one proxy share. */
export class ProxyState {
  readonly traffic = new TrafficCounter();
  readonly faults = new Faults();
  readonly renderer = new PageRenderer();
  readonly link: TokenBucket;
  label = 'default';
  /** Without them pip keeps nothing of what it gets: many a company's index is like that. */
  cachingHeaders = true;

  constructor(
    readonly pages: PageStore,
    readonly files: FileStore,
    rate: Rate,
  ) {
    this.link = new TokenBucket(rate);
  }

  apply({ label, rate, faults, cachingHeaders }: ControlChange): void {
    if (label !== undefined) this.label = label;
    if (rate !== undefined) this.link.setRate(rate.value);
    if (faults !== undefined) this.faults.set(faults);
    if (cachingHeaders !== undefined) this.cachingHeaders = cachingHeaders;
  }
}
