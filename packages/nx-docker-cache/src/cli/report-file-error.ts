import { renderError, type ErrorFacts } from '../errors/product-error';
import type { Terminal } from '../io/world';
import { errorDocument } from './error-document';

/** Says what went wrong with one of several files: as a JSON document where a program reads along. */
export function reportFileError(
  error: ErrorFacts,
  file: string,
  isJson: boolean,
  terminal: Pick<Terminal, 'out' | 'err'>,
): void {
  if (isJson) terminal.out(`${JSON.stringify({ file, ...errorDocument(error) })}\n`);
  else terminal.err(`${renderError(error)}\n`);
}
