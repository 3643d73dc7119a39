import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { workspaceDataDirectory } from 'nx/src/utils/cache-directory';
import { outputFolder } from '../../build/output-folder';
import { normaliseOptions } from '../../build/written-options';
import { TARGET_OPTIONS } from '../../errors/option-names';
import { ProductError } from '../../errors/product-error';
import { variantOfTarget } from '../../infer/dockerfile-names';
import type { World } from '../../io/world';
import { buildMemory } from './build-memory';
import { historyOf } from '../../plugin/workspace-history';
import type { BuildRequest } from './build-request';
import { chooseContext } from './choose-context';
import { layerAgeFile, readLayerAge } from './layer-age';
import { notesOn } from './notes';
import type { BuildExecutorSchema } from './schema';
import { stateFolder } from './state-folder';
import { taskOrigin } from './task-origin';

const DEFAULT_TARGET = 'docker-build';

/**
 * The options of a target, completed by what Nx knows of its project.
 * @throws ProductError PROJECT_UNKNOWN, and what the options give cause to
 */
export async function nxRequest(
  world: Pick<World, 'files' | 'uuid' | 'environment'>,
  options: BuildExecutorSchema,
  context: ExecutorContext,
): Promise<BuildRequest> {
  const project = context.projectName ?? '';
  const projectRoot = projectRootOf(context);
  const target = context.targetName ?? DEFAULT_TARGET;
  const dockerfile = path.resolve(context.root, options.dockerfile ?? path.join(projectRoot, 'Dockerfile'));
  const variant = variantOfTarget(target, path.basename(dockerfile));
  const history = historyOf(context.root);
  const ageFile = layerAgeFile(workspaceDataDirectory, [context.root, projectRoot, target]);
  return {
    project,
    target,
    configuration: context.configurationName,
    options: normaliseOptions(options, {
      project,
      variant,
      dockerfile,
      context: await chooseContext(world.files, {
        written: options.context,
        dockerfile,
        projectRoot,
        workspaceRoot: context.root,
      }),
      freshToken: world.uuid(),
      lastToken: await readLayerAge(world.files, ageFile),
    }),
    layerAgeFile: ageFile,
    memory: buildMemory(workspaceDataDirectory, stateFolder(world.environment), [
      context.root,
      projectRoot,
      target,
    ]),
    workspaceRoot: context.root,
    outputFolder: path.resolve(
      context.root,
      options.outputPath ?? outputFolder({ project, target, isVariant: variant !== '' }),
    ),
    verbose: options.verbose ?? false,
    report: 'summary',
    retries: options.retries ?? 0,
    task: taskOrigin(world.environment, history, context),
    history,
    notes: notesOn(project, options, TARGET_OPTIONS),
  };
}

/** Relative to the workspace, as Nx writes it. */
export function projectRootOf({ projectName = '', projectsConfigurations }: ExecutorContext): string {
  const root = projectsConfigurations.projects[projectName]?.root;
  if (root !== undefined) return root;
  throw new ProductError({
    code: 'PROJECT_UNKNOWN',
    what: `Nx knows no project ${JSON.stringify(projectName)}`,
    next: 'run npx nx show projects to see the names',
  });
}
