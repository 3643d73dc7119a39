import type { Tree } from '@nx/devkit';
import { ProductError } from '../errors/product-error';
import { isReallyInside } from '../io/real-inside';

/**
 * Writes a file of a tree. Nx would follow `..` and links out of the workspace without a word.
 * @param file relative to the workspace
 * @throws ProductError OUTSIDE_WORKSPACE
 */
export function writeInside(tree: Pick<Tree, 'root' | 'write'>, file: string, content: string): void {
  if (!isReallyInside(tree.root, file))
    throw new ProductError({
      code: 'OUTSIDE_WORKSPACE',
      what: 'the file to be written does not lie in the workspace',
      where: file,
      why: 'its path leads out of it, or a symbolic link does',
      next: 'write it there by other means, or put a file of its own in the place of the link',
    });
  tree.write(file, content);
}
