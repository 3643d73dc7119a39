import { readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  readBuildCache,
  readImageBytes,
  readImageHistories,
  readImageIds,
  readInfo,
  readUntaggedImages,
} from './engine-api';
import type { ReachableEndpoint } from './engine-connection';
import { resolveEngineEndpoint } from './engine-endpoint';
import { EngineUnreachableError } from './engine-errors';
import { observeImages } from './image-observation';
import type { Engine, Environment } from './world';

/** Resolves the endpoint anew for every call: the variables that decide it may change in a long-lived process. */
export function realEngine(environment: Environment): Engine {
  return {
    facts: () => orUnreachable(async () => ({ facts: (await readInfo(endpoint(environment))).facts })),
    details: () =>
      orUnreachable(async () => {
        const { facts, dataFolder } = await readInfo(endpoint(environment));
        return { details: { ...facts, dataFolder } };
      }),
    imageIds: (references) => readImageIds(endpoint(environment), references),
    buildCache: async (signal) => readBuildCache(endpoint(environment), signal),
    untaggedImages: async () => readUntaggedImages(endpoint(environment)),
    imageHistories: async () => readImageHistories(endpoint(environment)),
    imageBytes: async () => readImageBytes(endpoint(environment)),
    observeImages: (references, earlier) =>
      orUnreachable(async () => ({
        observation: await observeImages(endpoint(environment), references, earlier),
      })),
  };
}

async function orUnreachable<T>(read: () => Promise<T>): Promise<T | { readonly unreachable: string }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EngineUnreachableError) return { unreachable: error.message };
    throw error;
  }
}

function endpoint(environment: Environment): ReachableEndpoint {
  const resolved = resolveEngineEndpoint({
    environment: (name) => environment.get(name),
    platform: environment.platform,
    homeFolder: os.homedir(),
    readText,
    join: (...parts) => path.join(...parts),
  });
  if (resolved.kind === 'unknown') throw new EngineUnreachableError(resolved.reason);
  return resolved;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
