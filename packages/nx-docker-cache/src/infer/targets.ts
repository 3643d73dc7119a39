import type { TargetConfiguration } from '@nx/devkit';
import { RECORD_FILES, RECORDS_FOLDER } from '../build/output-folder';
import { buildInputs, type BuildInputFacts } from './build-inputs';
import { join } from './context-folder';
import { withGlobsOf } from './input-globs';
import type { BuildLinks, LinksOf } from './link-builds';
import type { ComposeTargetOption, PluginOptions, SideTargetOption } from './plugin-options';
import type { BuildFacts, BuildSources, ProjectFacts } from './project-facts';
import { readMetadata, withReads } from './read-metadata';

export const BUILD_EXECUTOR = 'nx-docker-cache:build';

export interface InferredTargets {
  readonly targets: Readonly<Record<string, TargetConfiguration>>;
  /** The variables that the hook has to know before the targets run. */
  readonly variables: readonly string[];
}

/** What is the same for all projects. */
export interface Surroundings {
  readonly options: PluginOptions;
  readonly linksOf: LinksOf;
  /** The folders of git's submodules, relative to the workspace. */
  readonly submodules: readonly string[];
  readonly platform: string;
  readonly wholeGlobs: (projectRoot: string, sources: BuildSources) => BuildFacts['globs'];
}

/** Everything inferred for one project after the other. Nx merges the project's own declarations over it. */
export function targetInference(surroundings: Surroundings): (project: ProjectFacts) => InferredTargets {
  const { options, linksOf } = surroundings;
  const addSide = namedTargets(SIDE_TARGETS, options);
  const addCompose = namedTargets(COMPOSE_TARGETS, options);
  return (project) => {
    const targets: Record<string, TargetConfiguration> = {};
    for (const build of project.builds)
      targets[build.target] = buildTarget(build, linksOf(project.name, build), project, surroundings);
    if (project.builds.length > 0) addSide(targets, project.name);
    if (project.hasCompose) addCompose(targets, project.name);
    return { targets, variables: project.builds.map(({ variable }) => variable) };
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
  options: PluginOptions,
): (targets: Record<string, TargetConfiguration>, project: string) => void {
  const wanted = (Object.keys(table) as Option[]).flatMap((option) => {
    const name: string | false = options[option];
    const { example, ...rest } = table[option];
    return name === false ? [] : [{ name, ...rest, example: { args: [...example] } }];
  });
  return (targets, project) => {
    for (const { name, executor, description, example } of wanted) {
      const help = { command: `npx nx run ${project}:${name} --help`, example };
      targets[name] = { executor, cache: false, metadata: { technologies: ['docker'], description, help } };
    }
  };
}

function buildTarget(
  build: BuildFacts,
  links: BuildLinks,
  project: ProjectFacts,
  { submodules, platform, wholeGlobs }: Surroundings,
): TargetConfiguration {
  const { target, file, context } = build;
  const dependsOn = [...links.images, ...links.writers].map((each) =>
    each.project === project.name ? each.target : { projects: [each.project], target: each.target },
  );
  return {
    executor: BUILD_EXECUTOR,
    cache: true,
    options: { dockerfile: file, context },
    configurations: { 'no-cache': { noCache: true } },
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(build.installsSnapshot && { syncGenerators: [SYNC_GENERATOR] }),
    inputs: buildInputs({
      ...ownAndUnawaited(build, links, project.root, wholeGlobs),
      variable: build.variable,
      buildsOnImages: links.images.length > 0,
      submodules,
      platform,
    }),
    outputs: recordOutputs(target, build.variant),
    metadata: {
      technologies: ['docker'],
      description: `Builds the image of ${file} with the context ${context === '.' ? 'of the workspace' : context}`,
      help: {
        command: `npx nx run ${project.name}:${target} --help`,
        example: { options: { tags: ['registry.example.com/app:1.0'] }, args: ['--verbose'] },
      },
      ...withReads(readMetadata(build.reads, links)),
    },
  };
}

/** What it does not wait for, it has to be affected by all the same. */
function ownAndUnawaited(
  build: BuildFacts,
  { whole, unawaited = [] }: BuildLinks,
  projectRoot: string,
  wholeGlobs: Surroundings['wholeGlobs'],
): Pick<BuildInputFacts, 'globs' | 'argsFromEnvironment'> {
  const globs = whole === undefined ? build.globs : wholeGlobs(projectRoot, build.sources);
  // Nearly all of them: a workspace has thousands.
  if (unawaited.length === 0) return { globs, argsFromEnvironment: build.argsFromEnvironment };
  const others = unawaited.map((other) => ({
    projectRoot: other.projectRoot,
    globs: other.isWhole ? wholeGlobs(other.projectRoot, other.build.sources) : other.build.globs,
  }));
  const names = [build, ...unawaited.map((other) => other.build)].flatMap(
    ({ argsFromEnvironment }) => argsFromEnvironment,
  );
  return { globs: withGlobsOf(globs, others), argsFromEnvironment: [...new Set(names)] };
}

/** A base layer of requirements: `nx sync`, and each run of the target, sees to it that it is worth having. */
const SYNC_GENERATOR = 'nx-docker-cache:sync-requirements';

/**
 * The build's record and its companion, as the executor writes them: a variant has a folder of its own. An output of
 * an option that is not set does not count.
 */
function recordOutputs(target: string, variant: string): string[] {
  return variant === '' ? PLAIN_OUTPUTS : outputsIn(join(OUTPUT_FOLDER, target));
}

function outputsIn(folder: string): string[] {
  return [folder, '{options.outputPath}'].flatMap((place) => RECORD_FILES.map((file) => `${place}/${file}`));
}

const OUTPUT_FOLDER = `{workspaceRoot}/${RECORDS_FOLDER}/{projectName}`;
/** One list for all plain Dockerfiles: a workspace has thousands. */
const PLAIN_OUTPUTS = outputsIn(OUTPUT_FOLDER);
