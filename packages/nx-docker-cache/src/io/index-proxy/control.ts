import type { IncomingMessage } from 'node:http';
import { type FaultPlan, readFaultPlans } from './faults';
import { type Rate, readRate } from './rate';
import { readAll } from './upstream';

/** What a POST to `/_control` changes; what is absent stays. */
export interface ControlChange {
  /** Where the traffic of requests without a label of their own is counted from now on. */
  readonly label?: string;
  readonly rate?: { readonly value: Rate };
  readonly faults?: readonly FaultPlan[];
  /** Whether answers say that and how long they may be kept. */
  readonly cachingHeaders?: boolean;
}

/** Reads the JSON of a control request: `{"label": …, "rate": "6mbit", "faults": [{"fault": …}], "cachingHeaders": false}`. */
export async function readControl(request: IncomingMessage): Promise<ControlChange> {
  const text = (await readAll(request as AsyncIterable<Buffer>)).toString('utf8');
  const body = JSON.parse(text) as {
    label?: unknown;
    rate?: unknown;
    faults?: unknown;
    cachingHeaders?: unknown;
  } | null; // checked field by field below
  return {
    ...(typeof body?.label === 'string' && { label: body.label }),
    ...(typeof body?.rate === 'string' && { rate: { value: readRate(body.rate) } }),
    ...(body?.faults !== undefined && { faults: readFaultPlans(body.faults) }),
    ...(typeof body?.cachingHeaders === 'boolean' && { cachingHeaders: body.cachingHeaders }),
  };
}
