import type { TargetConfiguration } from '@nx/devkit';
import { RECORD_FILES, RECORDS_FOLDER } from '../build/output-folder';
import { buildInputs } from './build-inputs';
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

/** One each for all targets: a workspace has thousands. */
const TECHNOLOGIES = ['docker'];
const BUILD_EXAMPLE = { options: { tags: ['registry.example.com/app:1.0'] }, args: ['--verbose'] };

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
      targets[name] = { executor, cache: false, metadata: { technologies: TECHNOLOGIES, description, help } };
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
  const configuration: TargetConfiguration = {
    executor: BUILD_EXECUTOR,
    cache: true,
    options: { dockerfile: file, context },
    configurations: { 'no-cache': { noCache: true } },
  };
  // Set, not spread: of what most targets do not have, nothing is to be made for thousands of them.
  const dependsOn = waitsFor(links, project.name);
  if (dependsOn.length > 0) configuration.dependsOn = dependsOn;
  if (build.installsSnapshot) configuration.syncGenerators = [SYNC_GENERATOR];
  configuration.inputs = buildInputs({
    globs: globsOf(build, links, project.root, wholeGlobs),
    argsFromEnvironment: argsOf(build, links),
    variable: build.variable,
    buildsOnImages: links.images.length > 0,
    submodules,
    platform,
  });
  configuration.outputs = recordOutputs(target, build.variant);
  configuration.metadata = buildMetadata(build, links, project.name);
  return configuration;
}

function waitsFor(
  { images, writers }: BuildLinks,
  project: string,
): NonNullable<TargetConfiguration['dependsOn']> {
  return [...images, ...writers].map((each) =>
    each.project === project ? each.target : { projects: [each.project], target: each.target },
  );
}

function buildMetadata(
  build: BuildFacts,
  links: BuildLinks,
  project: string,
): TargetConfiguration['metadata'] {
  const { target, file, context } = build;
  const metadata = {
    technologies: TECHNOLOGIES,
    description: `Builds the image of ${file} with the context ${context === '.' ? 'of the workspace' : context}`,
    help: { command: `npx nx run ${project}:${target} --help`, example: BUILD_EXAMPLE },
  };
  return build.reads === undefined
    ? metadata
    : Object.assign(metadata, withReads(readMetadata(build.reads, links)));
}

/** What it does not wait for, it has to be affected by all the same. */
function globsOf(
  build: BuildFacts,
  { whole, unawaited = NONE }: BuildLinks,
  projectRoot: string,
  wholeGlobs: Surroundings['wholeGlobs'],
): BuildFacts['globs'] {
  const own = whole === undefined ? build.globs : wholeGlobs(projectRoot, build.sources);
  // Nearly all of them: a workspace has thousands.
  if (unawaited.length === 0) return own;
  const others = unawaited.map((other) => ({
    projectRoot: other.projectRoot,
    globs: other.isWhole ? wholeGlobs(other.projectRoot, other.build.sources) : other.build.globs,
  }));
  return withGlobsOf(own, others);
}

function argsOf({ argsFromEnvironment }: BuildFacts, { unawaited = NONE }: BuildLinks): readonly string[] {
  if (unawaited.length === 0) return argsFromEnvironment;
  return [
    ...new Set([argsFromEnvironment, ...unawaited.map((other) => other.build.argsFromEnvironment)].flat()),
  ];
}

const NONE = [] as const;

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
