import { ProductError } from './product-error';

/** The error for a build whose ignore file the engine refuses. `shown`: the path of its Dockerfile as the user knows it. */
export function ignoreFileInvalid(shown: string): ProductError {
  return new ProductError({
    code: 'IGNORE_FILE_INVALID',
    what: 'the engine refuses the ignore file of this build',
    where: shown,
    next: 'correct its patterns: with them no build of this context succeeds',
  });
}
