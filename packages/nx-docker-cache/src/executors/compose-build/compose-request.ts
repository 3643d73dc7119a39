import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { ComposeProject } from '../../compose/compose-command';
import { projectRootOf } from '../build/nx-request';

/** The options that say which compose project is meant, for all three executors. */
export interface ComposeOptions {
  readonly files?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  readonly projectName?: string;
}

/**
 * The compose project of a project of Nx. Files count from the workspace; without them compose finds its own in the
 * project's folder, with those that override them.
 * @throws ProductError PROJECT_UNKNOWN
 */
export function composeProject(options: ComposeOptions, context: ExecutorContext): ComposeProject {
  const absolute = (file: string): string => path.resolve(context.root, file);
  return {
    folder: path.resolve(context.root, projectRootOf(context)),
    files: (options.files ?? []).map(absolute),
    envFiles: (options.envFiles ?? []).map(absolute),
    profiles: options.profiles ?? [],
    name: options.projectName,
  };
}
