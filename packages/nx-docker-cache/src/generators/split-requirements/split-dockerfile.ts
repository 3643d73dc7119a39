import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import { dockerfileOfBytes } from '../../dockerfile/dockerfile-of-bytes';
import {
  splitRequirements,
  type RequirementsOptions,
  type RequirementsPlan,
} from '../../upgrade/split/split-requirements';
import type { ProjectDockerfile } from '../project-dockerfiles';
import { contextFolderIn, treeContext } from '../tree-context';
import { writeInside } from '../write-inside';

/**
 * Plans one Dockerfile; undefined where the engine refuses its ignore file, and builds nothing anyway.
 * @throws ProductError DOCKERFILE_NOT_UTF8, DOCKERFILE_SYNTAX
 */
export function planDockerfile(
  tree: Tree,
  { file, root, context: written }: ProjectDockerfile,
  options: RequirementsOptions,
): RequirementsPlan | undefined {
  const { dockerfile } = dockerfileOfBytes(file, tree.read(file) ?? new Uint8Array());
  const context = treeContext(tree, { file, root, written });
  return context && splitRequirements(dockerfile, context, options);
}

/** @throws ProductError OUTSIDE_WORKSPACE */
export function writePlan(
  tree: Tree,
  { file, root, context: written }: ProjectDockerfile,
  { writes, splits, text }: Pick<RequirementsPlan, 'writes' | 'splits' | 'text'>,
): void {
  const folder = contextFolderIn(tree, { file, root, written });
  for (const [path, content] of writes) writeInside(tree, join(folder, path), content);
  if (splits.length > 0) writeInside(tree, file, text);
}
