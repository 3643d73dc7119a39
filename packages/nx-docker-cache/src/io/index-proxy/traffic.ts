/** What was sent to one build. All sizes are bytes of bodies, as sent (pages compressed where the client asked for it). */
export interface Traffic {
  readonly requests: number;
  readonly bytes: number;
  readonly pageBytes: number;
  readonly fileBytes: number;
  readonly metadataBytes: number;
  /** Answers 304, which cost no body. */
  readonly notModified: number;
  /** Connections that ended before their body did. */
  readonly broken: number;
}

export type TrafficKind = 'page' | 'file' | 'metadata';

export const NO_TRAFFIC: Traffic = {
  requests: 0,
  bytes: 0,
  pageBytes: 0,
  fileBytes: 0,
  metadataBytes: 0,
  notModified: 0,
  broken: 0,
};

const FIELD_OF_KIND = {
  page: 'pageBytes',
  file: 'fileBytes',
  metadata: 'metadataBytes',
} as const satisfies Record<TrafficKind, keyof Traffic>;

/** Counts by label. */
export class TrafficCounter {
  private readonly byLabel = new Map<string, Traffic>();

  of(label: string): Traffic {
    return this.byLabel.get(label) ?? NO_TRAFFIC;
  }

  all(): Readonly<Record<string, Traffic>> {
    return Object.fromEntries(this.byLabel);
  }

  request(label: string): void {
    this.change(label, ({ requests }) => ({ requests: requests + 1 }));
  }

  notModified(label: string): void {
    this.change(label, ({ notModified }) => ({ notModified: notModified + 1 }));
  }

  broken(label: string): void {
    this.change(label, ({ broken }) => ({ broken: broken + 1 }));
  }

  sent(label: string, kind: TrafficKind, bytes: number): void {
    const field = FIELD_OF_KIND[kind];
    this.change(label, (traffic) => ({ bytes: traffic.bytes + bytes, [field]: traffic[field] + bytes }));
  }

  private change(label: string, change: (traffic: Traffic) => Partial<Traffic>): void {
    const before = this.of(label);
    this.byLabel.set(label, { ...before, ...change(before) });
  }
}
