import { dirname, relative, resolve } from 'node:path';
import type { CheckRequest } from '../../../executors/check/check-request';
import { runCheck } from '../../../executors/check/run-check';
import type { World } from '../../../io/world';
import type { RunCommand } from '../../command';
import { dockerfileIn } from '../../dockerfile-in';
import type { CheckCommandSchema } from './schema';

/** Judges Dockerfiles and the machine, in a repository that need not know Nx. */
export const run: RunCommand<CheckCommandSchema> = async (options, world) =>
  runCheck(world, await requestOf(options, world));

async function requestOf(options: CheckCommandSchema, world: World): Promise<CheckRequest> {
  const { cwd } = world.environment;
  const files = await filesOf(options, world);
  return {
    workspaceRoot: cwd,
    dockerfiles: files.map((shown) => {
      const dockerfile = resolve(cwd, shown);
      return {
        shown,
        dockerfile,
        context: undefined,
        projectRoot: relative(cwd, dirname(dockerfile)) || '.',
        build: undefined,
      };
    }),
    machine: options.machine ?? true,
    buildkit: options.buildkit ?? true,
    builder: options.builder,
    fix: options.fix ?? false,
    ignore: options.ignore ?? [],
    maxWarnings: options.maxWarnings ?? 0,
    format: options.json === true ? 'json' : (options.format ?? 'text'),
    outputFile: options.outputFile === undefined ? undefined : resolve(cwd, options.outputFile),
  };
}

async function filesOf(
  { files, machine }: CheckCommandSchema,
  world: Pick<World, 'files' | 'environment' | 'terminal'>,
): Promise<readonly string[]> {
  if (files !== undefined) return Promise.all(files.map((each) => dockerfileIn(each, world)));
  if (machine === true) return [];
  const isThere = (await world.files.facts(resolve(world.environment.cwd, 'Dockerfile'))) !== undefined;
  // Without the machine nothing else would be judged: then it is missed.
  if (isThere || machine === false) return ['Dockerfile'];
  world.terminal.err(
    'there is no Dockerfile in this folder, so that only the machine is judged: name Dockerfiles or their folders, for instance nx-docker-cache check backend\n',
  );
  return [];
}
