import { parseBytes } from '../../cache/quantities';
import { ProductError } from '../../errors/product-error';

/** @throws ProductError OPTION_TYPE */
export function readMaxBytes(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const bytes = parseBytes(written);
  if (bytes !== undefined) return bytes;
  throw new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: `the value of ${names('maxSize')} cannot be used`,
    why: `${JSON.stringify(written)} has not the form that it needs`,
    next: 'write it as 2GB or 512MiB',
  }));
}
