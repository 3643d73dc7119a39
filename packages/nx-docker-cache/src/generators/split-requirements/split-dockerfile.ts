import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import type { SentFiles } from '../../context/project-files';
import { dockerfileOfBytes } from '../../dockerfile/dockerfile-of-bytes';
import type { Dockerfile } from '../../dockerfile/syntax';
import {
  splitRequirements,
  type RequirementsOptions,
  type RequirementsPlan,
} from '../../upgrade/split/split-requirements';
import type { ProjectDockerfile } from '../project-dockerfiles';
import { contextFolderIn, treeContext } from '../tree-context';
import { writeInside } from '../write-inside';

/**
 * A Dockerfile and its context; undefined where the engine refuses its ignore file, and builds nothing anyway.
 * @throws ProductError DOCKERFILE_NOT_UTF8, DOCKERFILE_SYNTAX
 */
export function readSources(
  tree: Tree,
  { file, root, context: written }: ProjectDockerfile,
): { readonly dockerfile: Dockerfile; readonly context: SentFiles } | undefined {
  const { dockerfile } = dockerfileOfBytes(file, tree.read(file) ?? new Uint8Array());
  const context = treeContext(tree, { file, root, written });
  return context && { dockerfile, context };
}

/** @throws ProductError as `readSources` */
export function planDockerfile(
  tree: Tree,
  place: ProjectDockerfile,
  options: RequirementsOptions,
): RequirementsPlan | undefined {
  const sources = readSources(tree, place);
  return sources && splitRequirements(sources.dockerfile, sources.context, options);
}

/**
 * Writes files of the build context.
 * @throws ProductError OUTSIDE_WORKSPACE
 */
export function writeSnapshots(
  tree: Tree,
  { file, root, context: written }: ProjectDockerfile,
  writes: RequirementsPlan['writes'],
): void {
  const folder = contextFolderIn(tree, { file, root, written });
  for (const [path, content] of writes) writeInside(tree, join(folder, path), content);
}
