import type { OptionSpelling, Recipe } from './recipe';

/** An option that is spelt in one way, or in a long and a short one. */
export function exactly(long: string, short?: string): OptionSpelling {
  return { long, shortest: long, short };
}

/** Whether the value of a variable means yes, as most tools read it. */
export function isTruthy(value: string): boolean {
  return /^(?:1|true|yes|on|y|t)$/i.test(value);
}

/** The mount is all that the tool needs. */
export const NEEDS_NOTHING: Recipe['needs'] = {
  option: undefined,
  variable: undefined,
  preparation: undefined,
};

/** The tool has no way to work from its cache alone. */
export const NEVER_OFFLINE: Recipe['offline'] = { options: [], variables: [] };
