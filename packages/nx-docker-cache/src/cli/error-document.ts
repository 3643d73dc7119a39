import type { ErrorFacts } from '../errors/product-error';

/** An error as programs read it, the same for every command (docs/reliability.md). */
export interface ErrorDocument {
  readonly error: Omit<ErrorFacts, 'cause'>;
}

export function errorDocument({ code, what, where, why, next }: ErrorFacts): ErrorDocument {
  return {
    error: { code, what, ...(where !== undefined && { where }), ...(why !== undefined && { why }), next },
  };
}
