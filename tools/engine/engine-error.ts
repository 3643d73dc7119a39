/** An error of the tools that prepare a test bed, told in the product's manner: what, why, and the next step. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(what: string, { why, next, cause }: { why?: string; next: string; cause?: unknown }) {
    const reason = why === undefined || why === '' ? '' : `\n  why:  ${why.replaceAll('\n', '\n        ')}`;
    super(`${what}${reason}\n  next: ${next}`, cause === undefined ? undefined : { cause });
  }
}
