import type { TargetConfiguration } from '@nx/devkit';
import { IMAGE_ID_FILE } from '../build/output-folder';
import { onceEach } from '../collections/once-each';
import { hookGuard } from '../image-state/hook-guard';
import type { InputGlobs } from './input-globs';
import { isWithin } from '../context/within';

export type Inputs = NonNullable<TargetConfiguration['inputs']>;

export interface BuildInputFacts {
  readonly globs: InputGlobs;
  /** `imageVariable` of the target. */
  readonly variable: string;
  readonly argsFromEnvironment: readonly string[];
  /** Whether it builds on the image of another target. */
  readonly buildsOnImages: boolean;
  /** The folders of git's submodules, relative to the workspace. */
  readonly submodules: readonly string[];
  readonly platform: string;
}

/** The same objects for all targets: a workspace has thousands. */
const COMMON: Inputs = [
  // Without this Nx hashes every npm package of the workspace for the target of a plugin.
  { externalDependencies: [] },
  // Which engine, and as whom: a result that was stored with one is never taken with another.
  ...['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'BUILDX_BUILDER'].map((env) => ({ env })),
  // What docker and buildx take for a build without being told to.
  ...['DOCKER_DEFAULT_PLATFORM', 'SOURCE_DATE_EPOCH'].map((env) => ({ env })),
];

/**
 * Everything the image follows from: the Dockerfile, its ignore file, what it reads of the context, arguments taken from
 * the environment, what the targets that it waits for have written there, the images of these, and whether the image is
 * still what it was.
 */
export function buildInputs(facts: BuildInputFacts): Inputs {
  const { files, include, exclude, restless } = facts.globs;
  const included = include.map(inWorkspace);
  const excluded = exclude.map(notInWorkspace);
  return [
    ...files,
    ...included,
    ...submodulesIn(include, facts.submodules).map(inWorkspace),
    ...excluded,
    ...included.map(onDisk),
    ...excluded.map(onDisk),
    ...restless.map((glob) => onDisk(notInWorkspace(glob))),
    ...(facts.buildsOnImages ? [...include, `**/${IMAGE_ID_FILE}`].map(outputsOfOthers) : ANY_OUTPUTS),
    ...COMMON,
    ...facts.argsFromEnvironment.map((env) => ({ env })),
    { env: facts.variable },
    guardOn(facts.platform),
  ];
}

/** As the globs of Nx begin. */
export const WORKSPACE = '{workspaceRoot}/';

function inWorkspace(glob: string): string {
  return WORKSPACE + glob;
}

function notInWorkspace(glob: string): string {
  return `!${WORKSPACE}${glob}`;
}

function outputsOfOthers(glob: string): Inputs[number] {
  return { dependentTasksOutputFiles: glob, transitive: false };
}

/** Of the builds that a build on images waits for only the image counts: their records are others after each build. */
const ANY_OUTPUTS: Inputs = [outputsOfOthers('**/*')];

const guardOn = onceEach((platform: string): Inputs[number] => ({ runtime: hookGuard(platform) }));

/**
 * Twice: Nx's own file map knows quickly what git knows, and selects what is affected; what git ignores is part of the
 * context too and is only found on disk (Nx 24; older ones do not look).
 */
function onDisk(fileset: string): Inputs[number] {
  return { fileset, includeIgnored: true };
}

/** A submodule is one entry of git's: it changes when anything in it does. */
function submodulesIn(include: readonly string[], submodules: readonly string[]): readonly string[] {
  return submodules.filter((submodule) => include.some((glob) => isWithin(glob, submodule)));
}
