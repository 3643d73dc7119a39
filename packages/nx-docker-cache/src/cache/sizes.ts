import { formatBytes } from '../timing/duration';
import type { Measured } from './usage-record';

/** `3.1 MB`, `3.1 MB and 2 of unknown size`, `unknown size`: what is not known is never called 0 bytes. */
export function formatMeasured({ bytes, unsized }: Measured): string {
  if (bytes === undefined) return 'unknown size';
  return unsized === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} and ${unsized} of unknown size`;
}
