import type { OptionNames } from '../../errors/option-names';
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
    throw unusable(
      (names) => `${names('beforeRef', 'beforeFile')} exclude each other`,
      () => 'give one of them',
    );
  if (beforeRef !== undefined && /^(?:-|$)/.test(beforeRef))
    throw unusable(
      () => `${JSON.stringify(beforeRef)} is no revision of git`,
      () => 'name a commit, a branch or a tag, for instance HEAD~1',
    );
  if (only !== undefined && planned !== true)
    throw unusable(
      (names) => `${names('only')} is about the planned upgrade`,
      (names) => `add ${names('planned')}, or leave ${names('only')} out`,
    );
  const named: BeforeSource | undefined =
    beforeFile !== undefined
      ? { kind: 'file', path: beforeFile }
      : beforeRef !== undefined
        ? { kind: 'git', revision: beforeRef }
        : undefined;
  if (planned === true) return { before: named ?? { kind: 'working-tree' }, after: { kind: 'plan', only } };
  return { before: named ?? { kind: 'git', revision: 'HEAD' }, after: { kind: 'working-tree' } };
}

type Told = (names: OptionNames) => string;

function unusable(why: Told, next: Told): ProductError {
  return new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: 'the options cannot be used together',
    why: why(names),
    next: next(names),
  }));
}
