import type { ExecutorContext } from '@nx/devkit';
import { historyOf } from '../../plugin/workspace-history';
import { buildTargets } from './build-targets';
import type { CacheRequest } from './cache-request';

/** A builder's cache as a target of a project asks for it: without a builder of its own that of the project's builds. */
export function nxCacheRequest(
  { builder }: { readonly builder?: string },
  { root, projectName, projectsConfigurations }: ExecutorContext,
): CacheRequest {
  const targets = buildTargets(projectsConfigurations.projects, root);
  const own = targets.find(({ project }) => project === projectName);
  return { workspaceRoot: root, targets, history: historyOf(root), builder: builder ?? own?.builder };
}
