import { ProductError } from '../errors/product-error';

/**
 * An option that is a number with a unit, such as `5GB` or `7d`; undefined where it is not given.
 * @param examples how it may be written, for people
 * @throws ProductError OPTION_TYPE
 */
export function quantityOption(
  option: string,
  written: string | undefined,
  parse: (text: string) => number | undefined,
  examples: string,
): number | undefined {
  if (written === undefined) return undefined;
  const value = parse(written);
  if (value !== undefined) return value;
  throw new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: `the value of ${names(option)} cannot be used`,
    why: `${JSON.stringify(written)} has not the form that it needs`,
    next: `write it as ${examples}`,
  }));
}
