import { ProductError } from './product-error';

/** What could not be written, for people: what it means, where it was to go, and what to do about it. */
export interface UnwrittenFile {
  readonly what: string;
  readonly where: string;
  readonly next: string;
}

/** FILE_NOT_WRITTEN, with what the file system threw as its cause. */
export function fileNotWritten(file: UnwrittenFile, cause: unknown): ProductError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ProductError({ code: 'FILE_NOT_WRITTEN', ...file, why, cause });
}
