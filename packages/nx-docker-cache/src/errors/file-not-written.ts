import type { OptionNames } from './option-names';
import { ProductError } from './product-error';

/** What could not be written, for people: what it means, where it was to go, and what to do about it. */
export interface UnwrittenFile {
  readonly what: string;
  readonly where: string;
  readonly next: string;
}

/** FILE_NOT_WRITTEN, with what the file system threw as its cause; an error of our own, which has its reason, as it is. */
export function fileNotWritten(
  file: UnwrittenFile | ((names: OptionNames) => UnwrittenFile),
  cause: unknown,
): ProductError {
  if (cause instanceof ProductError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ProductError((names) => ({
    code: 'FILE_NOT_WRITTEN',
    ...(typeof file === 'function' ? file(names) : file),
    why,
    cause,
  }));
}
