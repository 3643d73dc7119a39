import type { TargetConfiguration } from '@nx/devkit';
import { imageVariable } from '../image-state/variables';
import { buildInputs, type ContextInput } from './build-inputs';
import { join } from './context-folder';
import { targetNameOf } from './dockerfile-names';
import type { ComposeTargetOption, PluginOptions, SideTargetOption } from './plugin-options';
import type { OwnTarget, ProjectFile } from './project-file';

export const BUILD_EXECUTOR = 'nx-docker-cache:build';

/** One Dockerfile of a project. */
export interface DockerfileFacts {
  /** Relative to the workspace. */
  readonly file: string;
  /** '' for the plain Dockerfile. */
  readonly variant: string;
  /** The build context, relative to the workspace. */
  readonly context: string;
}

export interface InferenceFacts {
  readonly projectRoot: string;
  readonly projectName: string;
  readonly project: ProjectFile;
  readonly dockerfiles: readonly DockerfileFacts[];
  /** Whether a compose file lies in its folder. */
  readonly hasCompose: boolean;
  /** The ignore file in force for a Dockerfile and a context. */
  readonly ignoreText: (dockerfile: string, context: string) => string | undefined;
  readonly platform: string;
}

export interface InferredTargets {
  readonly targets: Readonly<Record<string, TargetConfiguration>>;
  /** The variables that the hook has to know before the targets run. */
  readonly variables: readonly string[];
}

/** Everything inferred for one project. The project's own declarations are merged over it by Nx. */
export function inferTargets(facts: InferenceFacts, options: PluginOptions): InferredTargets {
  const compose = facts.hasCompose ? namedTargets(COMPOSE_TARGETS, facts, options) : {};
  if (options.buildTarget === false || facts.dockerfiles.length === 0)
    return { targets: compose, variables: [] };
  const base = options.buildTarget;
  const entries = facts.dockerfiles.map((dockerfile) => {
    const name = targetNameOf(base, dockerfile.variant);
    return [name, buildTarget(name, dockerfile, facts)] as const;
  });
  const builds = Object.fromEntries(entries);
  return {
    targets: { ...builds, ...namedTargets(SIDE_TARGETS, facts, options), ...compose },
    variables: Object.keys(builds).map((name) => imageVariable(facts.projectRoot, name)),
  };
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
  { projectName }: InferenceFacts,
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

function buildTarget(name: string, dockerfile: DockerfileFacts, facts: InferenceFacts): TargetConfiguration {
  const { file, context } = dockerfile;
  const own = facts.project.targets[name];
  const pairs = buildsOf(own, dockerfile, facts.projectRoot);
  const contexts: ContextInput[] = pairs.map(([dockerfileOfPair, folder]) => ({
    folder,
    ignoreText: facts.ignoreText(dockerfileOfPair, folder),
  }));
  return {
    executor: BUILD_EXECUTOR,
    cache: true,
    options: { dockerfile: file, context },
    configurations: { 'no-cache': { noCache: true } },
    inputs: buildInputs({
      projectRoot: facts.projectRoot,
      target: name,
      dockerfiles: [...new Set(pairs.map(([dockerfileOfPair]) => dockerfileOfPair))],
      contexts,
      argsFromEnvironment: own?.options.flatMap((each) => each.argsFromEnvironment) ?? [],
      platform: facts.platform,
    }),
    outputs: recordOutputs(name, dockerfile.variant),
    metadata: {
      technologies: ['docker'],
      description: `Builds the image of ${file} with the context ${context === '.' ? 'of the workspace' : context}`,
      help: {
        command: `npx nx run ${facts.projectName}:${name} --help`,
        example: { options: { tags: ['registry.example.com/app:1.0'] }, args: ['--verbose'] },
      },
    },
  };
}

/** The distinct pairs of Dockerfile and context that options and configurations of the project may lead to. */
function buildsOf(
  own: OwnTarget | undefined,
  { file, context }: DockerfileFacts,
  projectRoot: string,
): readonly (readonly [string, string])[] {
  const folderOf: Readonly<Record<string, string>> = { auto: context, project: projectRoot, workspace: '.' };
  const folder = (written: string | undefined): string | undefined =>
    written === undefined ? undefined : (folderOf[written] ?? written);
  const written = own?.options ?? [];
  const [base] = written;
  const start = [base?.dockerfile ?? file, folder(base?.context) ?? context] as const;
  const pairs = [
    start,
    ...written.map((each) => [each.dockerfile ?? start[0], folder(each.context) ?? start[1]] as const),
  ];
  return [...new Map(pairs.map((pair) => [pair.join('\0'), pair])).values()];
}

/**
 * The build's record and its companion, as the executor writes them: a variant has a folder of its own. An output of
 * an option that is not set does not count.
 */
function recordOutputs(target: string, variant: string): string[] {
  const folder = '{workspaceRoot}/dist/docker/{projectName}';
  const places = [variant === '' ? folder : join(folder, target), '{options.outputPath}'];
  return places.flatMap((place) => ['build.json', 'metadata.json'].map((file) => `${place}/${file}`));
}
