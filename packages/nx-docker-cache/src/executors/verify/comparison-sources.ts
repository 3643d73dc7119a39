import { ProductError } from '../../errors/product-error';
import type { AfterSource, BeforeSource, WrittenComparison } from './verify-request';

/**
 * What is compared with what: the last commit with the working tree, unless the options say otherwise. With `planned`
 * the upgrade is not written yet, so that the working tree is what was before.
 * @throws ProductError OPTION_TYPE
 */
export function comparisonSources({ beforeRef, beforeFile, planned, only }: WrittenComparison): {
  readonly before: BeforeSource;
  readonly after: AfterSource;
} {
  if (beforeRef !== undefined && beforeFile !== undefined)
    throw unusable('beforeRef and beforeFile exclude each other', 'give one of them');
  if (beforeRef !== undefined && /^(?:-|$)/.test(beforeRef))
    throw unusable(
      `${JSON.stringify(beforeRef)} is no revision of git`,
      'name a commit, a branch or a tag, for instance HEAD~1',
    );
  if (only !== undefined && planned !== true)
    throw unusable('only is about the planned upgrade', 'add planned, or leave only out');
  const named: BeforeSource | undefined =
    beforeFile !== undefined
      ? { kind: 'file', path: beforeFile }
      : beforeRef !== undefined
        ? { kind: 'git', revision: beforeRef }
        : undefined;
  if (planned === true) return { before: named ?? { kind: 'working-tree' }, after: { kind: 'plan', only } };
  return { before: named ?? { kind: 'git', revision: 'HEAD' }, after: { kind: 'working-tree' } };
}

function unusable(why: string, next: string): ProductError {
  return new ProductError({ code: 'OPTION_TYPE', what: 'the options cannot be used together', why, next });
}
