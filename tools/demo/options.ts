import { parseArgs } from 'node:util';
import { readRate } from '../../packages/nx-docker-cache/src/io/index-proxy/rate';

export interface DemoOptions {
  /** All 61 packages of examples/backend in place of the small set. */
  readonly full: boolean;
  /** The link that the builds see: `none` or a rate such as `20mbit`. */
  readonly rate: string;
  /** Leaves the scratch workspace and its images for a look. */
  readonly keep: boolean;
  /** Writes the table into README.md, with a picture of the last build. */
  readonly record: boolean;
}

/** @throws Error with the reason when the words cannot be used. */
export function demoOptions(words: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      full: { type: 'boolean', default: false },
      rate: { type: 'string', default: '20mbit' },
      keep: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  readRate(values.rate);
  return values;
}
