import { renderStatus } from '../../cache/render-status';
import type { CacheStatus } from '../../cache/status';
import type { Clock, World } from '../../io/world';
import { interruption } from '../build/interruption';
import type { CacheRequest } from './cache-request';
import { readCache } from './read-cache';
import { assertKnown } from './known-projects';

export interface StatusRequest extends CacheRequest {
  /** Only these; empty: the whole workspace, with what belongs to none of its projects. */
  readonly projects: readonly string[];
  readonly json: boolean;
  /** Again and again after so long; undefined looks once. */
  readonly everyMs: number | undefined;
}

/**
 * Prints what the builder's cache holds for a workspace, or for some of its projects. With `everyMs` until Ctrl-C, or until nobody reads it any more.
 * @throws ProductError PROJECT_UNKNOWN, and what `readCache` throws
 */
export async function runCacheStatus(world: World, request: StatusRequest): Promise<void> {
  assertKnown(request.projects, request.targets);
  if (request.everyMs === undefined) {
    print(world, request, await readCache(world, request));
    return;
  }
  const { signal, release } = interruption(world);
  try {
    while (!signal.aborted && world.terminal.isRead) {
      const seen = await readCache(world, request);
      if (world.terminal.isInteractive && !request.json) world.terminal.out(CLEAR);
      print(world, request, seen);
      await pause(world.clock, request.everyMs, signal);
    }
  } finally {
    release();
  }
}

/** The screen empty, and the cursor at its beginning. */
const CLEAR = '\x1b[2J\x1b[H';

function print(
  { terminal }: Pick<World, 'terminal'>,
  { json, projects }: StatusRequest,
  { status }: { readonly status: CacheStatus },
): void {
  const shown = projects.length === 0 ? status : onlyProjects(status, projects);
  terminal.out(json ? `${JSON.stringify(shown)}\n` : renderStatus(status, terminal.columns, projects));
}

/** What belongs to no project is nothing that one of them asks for. */
function onlyProjects(status: CacheStatus, names: readonly string[]): CacheStatus {
  const projects = status.projects.filter(({ project }) => names.includes(project));
  return { ...status, projects, orphans: [], foreignMounts: [] };
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const stop = clock.every(ms, end);
    signal.addEventListener('abort', end);
  });
}
