import * as path from 'node:path';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../../infer/targets';

/** One way to build a project's image, as far as it decides which mounts are used where. */
export interface BuildTarget {
  readonly project: string;
  readonly target: string;
  /** Absolute. */
  readonly dockerfile: string;
  readonly buildArgs: readonly string[];
  readonly extraArgs: readonly string[];
  /** Empty: the builder's own. */
  readonly platforms: readonly string[];
  /** Undefined: the one in use. */
  readonly builder: string | undefined;
}

type Projects = Readonly<Record<string, Pick<ProjectConfiguration, 'root' | 'targets'>>>;

/** All builds of a workspace: those of every target with its options, and with each of its configurations. */
export function buildTargets(projects: Projects, workspaceRoot: string): readonly BuildTarget[] {
  return Object.entries(projects).flatMap(([project, { root, targets = {} }]) =>
    Object.entries(targets).flatMap(([target, configuration]) =>
      configuration.executor === BUILD_EXECUTOR
        ? optionsOf(configuration).map((options) => ({
            project,
            target,
            dockerfile: path.resolve(
              workspaceRoot,
              textOf(options['dockerfile']) ?? path.join(root, 'Dockerfile'),
            ),
            buildArgs: listOf(options['buildArgs']),
            extraArgs: listOf(options['extraArgs']),
            platforms: listOf(options['platforms']),
            builder: textOf(options['builder']),
          }))
        : [],
    ),
  );
}

type Options = Readonly<Record<string, unknown>>;

function optionsOf({ options, configurations = {} }: TargetConfiguration): readonly Options[] {
  const base = (options ?? {}) as Options;
  return [base, ...Object.values(configurations).map((more) => ({ ...base, ...(more as Options) }))];
}

/** Options of a target are whatever somebody wrote: the build itself says what is wrong with them. */
function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
