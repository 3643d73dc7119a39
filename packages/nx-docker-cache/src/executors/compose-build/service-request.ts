import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { workspaceDataDirectory } from 'nx/src/utils/cache-directory';
import { RECORDS_FOLDER } from '../../build/output-folder';
import { normaliseOptions } from '../../build/written-options';
import type { ServiceBuild } from '../../compose/build-of-service';
import { ownerOf } from '../../compose/owner-of';
import type { World } from '../../io/world';
import { historyOf } from '../../plugin/workspace-history';
import { buildMemory } from '../build/build-memory';
import type { BuildRequest } from '../build/build-request';
import { layerAgeFile, readLayerAge } from '../build/layer-age';
import { projectRootOf } from '../build/nx-request';
import { pathFrom } from '../build/shown-path';
import { stateFolder } from '../build/state-folder';
import { taskOrigin } from '../build/task-origin';

export interface ServiceToBuild {
  readonly service: string;
  readonly build: ServiceBuild;
  readonly noCache: boolean;
  readonly verbose: boolean;
}

const DEFAULT_TARGET = 'compose-build';

/**
 * The build of a service as one of the project that owns its Dockerfile: the record and the history tell services apart by
 * what is the configuration of other targets.
 * @throws ProductError IMAGE_NAME_INVALID, OPTION_TYPE, PROJECT_UNKNOWN
 */
export async function serviceRequest(
  world: Pick<World, 'files' | 'uuid' | 'environment'>,
  { service, build, noCache, verbose }: ServiceToBuild,
  context: ExecutorContext,
): Promise<BuildRequest> {
  const { root, projectsConfigurations, projectName = '' } = context;
  const target = context.targetName ?? DEFAULT_TARGET;
  const dockerfile = path.resolve(build.context, build.dockerfile);
  const names = [root, projectRootOf(context), target, service];
  const project = ownerOf(pathFrom(root, dockerfile), projectsConfigurations.projects) ?? projectName;
  const history = historyOf(root);
  const ageFile = layerAgeFile(workspaceDataDirectory, names);
  return {
    project,
    target,
    configuration: service,
    options: normaliseOptions(
      { ...build.options, noCache: noCache || build.options.noCache === true },
      {
        project,
        dockerfile,
        context: build.context,
        freshToken: world.uuid(),
        lastToken: await readLayerAge(world.files, ageFile),
      },
    ),
    layerAgeFile: ageFile,
    memory: buildMemory(workspaceDataDirectory, stateFolder(world.environment), names),
    workspaceRoot: root,
    outputFolder: path.join(root, RECORDS_FOLDER, projectName, 'compose', service.replace(/[^\w.-]/g, '-')),
    verbose,
    report: 'summary',
    retries: 2,
    task: taskOrigin(world.environment, history, context),
    history,
    notes: [],
  };
}
