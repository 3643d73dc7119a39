import type { ProductError } from '../errors/product-error';
import type { Terminal } from '../io/world';

/** Says what went wrong with one of several files: as a JSON document where a program reads along. */
export function reportFileError(
  error: ProductError,
  file: string,
  isJson: boolean,
  terminal: Pick<Terminal, 'out' | 'err'>,
): void {
  if (!isJson) {
    terminal.err(`${error.message}\n`);
    return;
  }
  const { code, what, where, why, next } = error.facts;
  terminal.out(`${JSON.stringify({ file, error: { code, what, where, why, next } })}\n`);
}
