import type { TargetConfiguration } from '@nx/devkit';
import { isSnapshotName } from '../requirements/snapshot';
import { buildInputs, IMAGE_ID_FILE } from './build-inputs';
import { join } from './context-folder';
import type { BuildLinks, LinksOf } from './link-builds';
import { ownInputs } from './own-inputs';
import type { ComposeTargetOption, PluginOptions, SideTargetOption } from './plugin-options';
import type { BuildFacts, BuildWay, OwnInputs, ProjectFacts } from './project-facts';
import { readMetadata, withReads } from './read-metadata';

export const BUILD_EXECUTOR = 'nx-docker-cache:build';

export interface InferredTargets {
  readonly targets: Readonly<Record<string, TargetConfiguration>>;
  /** The variables that the hook has to know before the targets run. */
  readonly variables: readonly string[];
}

/** Everything inferred for one project. The project's own declarations are merged over it by Nx. */
export function inferTargets(
  project: ProjectFacts,
  linksOf: LinksOf,
  surroundings: Surroundings,
  options: PluginOptions,
): InferredTargets {
  const compose = project.hasCompose ? namedTargets(COMPOSE_TARGETS, project, options) : {};
  if (project.builds.length === 0) return { targets: compose, variables: [] };
  const builds = project.builds.map((build) => {
    const links = linksOf(project.name, build);
    const known = links.whole === undefined ? build.known : undefined;
    const inputs = known ?? ownInputs(build, project.root, links.whole);
    return { build, links, inputs };
  });
  return {
    targets: {
      ...Object.fromEntries(
        builds.map((each) => [each.build.target, buildTarget(each, project, surroundings)]),
      ),
      ...namedTargets(SIDE_TARGETS, project, options),
      ...compose,
    },
    variables: builds.map(({ inputs }) => inputs.variable),
  };
}

/** What is the same for all projects. */
export interface Surroundings {
  /** The folders of git's submodules, relative to the workspace. */
  readonly submodules: readonly string[];
  readonly platform: string;
}

interface SideTarget {
  readonly executor: string;
  readonly description: string;
  readonly example: readonly string[];
}

const SIDE_TARGETS = {
  reportTarget: {
    executor: 'nx-docker-cache:report',
    description: 'Reports where the time of the last build went',
    example: ['--json'],
  },
  checkTarget: {
    executor: 'nx-docker-cache:check',
    description: 'Judges the Dockerfiles of the project, what they read, and the machine that builds them',
    example: ['--maxWarnings=0'],
  },
  cacheStatusTarget: {
    executor: 'nx-docker-cache:cache-status',
    description: "Shows what the builder's cache holds for the project",
    example: ['--json'],
  },
  pruneTarget: {
    executor: 'nx-docker-cache:prune',
    description: "Removes the project's cache from the builder",
    example: ['--dryRun'],
  },
} as const satisfies Record<SideTargetOption, SideTarget>;

const COMPOSE_TARGETS = {
  composeBuildTarget: {
    executor: 'nx-docker-cache:compose-build',
    description: 'Builds the services of the compose project of which something has changed',
    example: ['--services=web'],
  },
  composeUpTarget: {
    executor: 'nx-docker-cache:compose-up',
    description: 'Builds what has changed, starts the services and waits until they are healthy',
    example: ['--waitTimeout=300'],
  },
  composeDownTarget: {
    executor: 'nx-docker-cache:compose-down',
    description: 'Stops the services and removes their containers',
    example: ['--volumes'],
  },
} as const satisfies Record<ComposeTargetOption, SideTarget>;

/** One each for a project. None is ever taken from the task cache: what they look at changes by itself. */
function namedTargets<Option extends SideTargetOption | ComposeTargetOption>(
  table: Readonly<Record<Option, SideTarget>>,
  { name: projectName }: ProjectFacts,
  options: PluginOptions,
): InferredTargets['targets'] {
  return Object.fromEntries(
    (Object.keys(table) as Option[]).flatMap((option): [string, TargetConfiguration][] => {
      const { executor, description, example } = table[option];
      const name = options[option];
      if (name === false) return [];
      const help = { command: `npx nx run ${projectName}:${name} --help`, example: { args: [...example] } };
      return [[name, { executor, cache: false, metadata: { technologies: ['docker'], description, help } }]];
    }),
  );
}

interface LinkedBuild {
  readonly build: BuildFacts;
  readonly links: BuildLinks;
  readonly inputs: OwnInputs;
}

function buildTarget(
  { build, links, inputs }: LinkedBuild,
  project: ProjectFacts,
  surroundings: Surroundings,
): TargetConfiguration {
  const { target, file, context, ways } = build;
  const dependsOn = [...links.images, ...links.writers].map((each) =>
    each.project === project.name ? each.target : { projects: [each.project], target: each.target },
  );
  return {
    executor: BUILD_EXECUTOR,
    cache: true,
    options: { dockerfile: file, context },
    configurations: { 'no-cache': { noCache: true } },
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(ways.some(installsSnapshot) && { syncGenerators: [SYNC_GENERATOR] }),
    inputs: buildInputs({
      ...inputs,
      argsFromEnvironment: ways.flatMap(({ options }) =>
        Object.keys(options.buildArgs).filter((name) => options.buildArgs[name] === null),
      ),
      buildsOnImages: links.images.length > 0,
      ...surroundings,
    }),
    outputs: recordOutputs(target, build.variant),
    metadata: {
      technologies: ['docker'],
      description: `Builds the image of ${file} with the context ${context === '.' ? 'of the workspace' : context}`,
      help: {
        command: `npx nx run ${project.name}:${target} --help`,
        example: { options: { tags: ['registry.example.com/app:1.0'] }, args: ['--verbose'] },
      },
      ...withReads(readMetadata(build, links)),
    },
  };
}

/** A base layer of requirements: `nx sync`, and each run of the target, sees to it that it is worth having. */
const SYNC_GENERATOR = 'nx-docker-cache:sync-requirements';

function installsSnapshot({ reads }: BuildWay): boolean {
  return reads.paths.some(({ path, instruction }) => instruction === 'RUN' && isSnapshotName(path));
}

/**
 * The build's record and its companion, as the executor writes them: a variant has a folder of its own. An output of
 * an option that is not set does not count.
 */
function recordOutputs(target: string, variant: string): string[] {
  const folder = '{workspaceRoot}/dist/docker/{projectName}';
  const places = [variant === '' ? folder : join(folder, target), '{options.outputPath}'];
  return places.flatMap((place) => OUTPUTS.map((file) => `${place}/${file}`));
}

const OUTPUTS = ['build.json', 'metadata.json', IMAGE_ID_FILE] as const;
