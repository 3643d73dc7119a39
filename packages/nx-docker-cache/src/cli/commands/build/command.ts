import * as path from 'node:path';
import { outputFolder } from '../../../build/output-folder';
import { normaliseOptions, type WrittenOptions } from '../../../build/written-options';
import type { OptionNames } from '../../../errors/option-names';
import { buildMemory } from '../../../executors/build/build-memory';
import type { BuildRequest } from '../../../executors/build/build-request';
import { chooseContext } from '../../../executors/build/choose-context';
import { layerAgeFile, readLayerAge } from '../../../executors/build/layer-age';
import { notesOn } from '../../../executors/build/notes';
import { runBuild } from '../../../executors/build/run-build';
import { stateFolder } from '../../../executors/build/state-folder';
import type { World } from '../../../io/world';
import type { RunCommand } from '../../command';
import { folderBuild } from '../../folder-build';
import { historyFor } from '../../history-place';
import type { BuildCommandSchema } from './schema';

/** Builds an image in a repository that need not know Nx. */
export const run: RunCommand<BuildCommandSchema> = async (options, world, names) => {
  await runBuild(world, await requestOf(options, world, names));
  return 0;
};

async function requestOf(
  options: BuildCommandSchema,
  world: World,
  names: OptionNames,
): Promise<BuildRequest> {
  const { cwd } = world.environment;
  const folder = path.resolve(cwd, options.folder ?? '.');
  const dockerfile = path.resolve(cwd, options.file ?? path.join(folder, 'Dockerfile'));
  const { project, target, variant } = folderBuild(dockerfile, folder);
  const state = stateFolder(world.environment);
  const layerAge = layerAgeFile(state, [dockerfile, options.target ?? '']);
  const written = writtenOptions(options);
  return {
    project,
    target,
    configuration: undefined,
    options: normaliseOptions(written, {
      project,
      variant,
      dockerfile,
      context: await chooseContext(world.files, {
        written: folder,
        dockerfile,
        projectRoot: '.',
        workspaceRoot: cwd,
      }),
      freshToken: world.uuid(),
      lastToken: await readLayerAge(world.files, layerAge),
    }),
    workspaceRoot: cwd,
    outputFolder: path.resolve(
      cwd,
      options.outputPath ?? outputFolder({ project, target, isVariant: variant !== '' }),
    ),
    verbose: options.verbose ?? false,
    report: options.json === true ? 'json' : 'summary',
    retries: options.retries ?? 0,
    layerAgeFile: layerAge,
    memory: buildMemory(state, state, [dockerfile, options.target ?? '']),
    task: undefined,
    history: await historyFor(world),
    notes: notesOn(project, written, names),
  };
}

/** A command line repeats an option and names it in the singular, as docker does; a target lists its values. */
function writtenOptions(options: BuildCommandSchema): WrittenOptions {
  const { tag, label, platform, buildArg, buildContext, secret, addHost, ...same } = options;
  return {
    ...same,
    tags: tag ?? [],
    labels: label ?? [],
    platforms: platform ?? [],
    buildArgs: buildArg ?? [],
    buildContexts: buildContext ?? [],
    secrets: secret ?? [],
    addHosts: addHost ?? [],
  };
}
