import type { TargetConfiguration } from '@nx/devkit';
import { imageVariable } from '../image-state/variables';
import { buildInputs, type ContextInput } from './build-inputs';
import { join } from './context-folder';
import { targetNameOf } from './dockerfile-names';
import type { PluginOptions } from './plugin-options';
import type { OwnTarget, ProjectFile } from './project-file';

export const BUILD_EXECUTOR = 'nx-docker-cache:build';
const REPORT_EXECUTOR = 'nx-docker-cache:report';

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
  if (options.buildTarget === false) return { targets: {}, variables: [] };
  const base = options.buildTarget;
  const entries = facts.dockerfiles.map((dockerfile) => {
    const name = targetNameOf(base, dockerfile.variant);
    return [name, buildTarget(name, dockerfile, facts)] as const;
  });
  const builds = Object.fromEntries(entries);
  return {
    targets: { ...builds, ...reportTarget(facts, options) },
    variables: Object.keys(builds).map((name) => imageVariable(facts.projectRoot, name)),
  };
}

/** One for all Dockerfiles of a project: it reports on the build that was last. */
function reportTarget(
  { projectName }: InferenceFacts,
  { reportTarget: name }: PluginOptions,
): InferredTargets['targets'] {
  if (name === false) return {};
  return {
    [name]: {
      executor: REPORT_EXECUTOR,
      metadata: {
        technologies: ['docker'],
        description: 'Reports where the time of the last build went',
        help: { command: `npx nx run ${projectName}:${name} --help`, example: { args: ['--json'] } },
      },
    },
  };
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
