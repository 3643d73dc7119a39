import { readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ReachableEndpoint } from './engine-connection';
import { resolveEngineEndpoint, type EngineEndpoint } from './engine-endpoint';
import { EngineUnreachableError } from './engine-errors';
import { requestEngine } from './engine-http';
import { familiarReference } from './image-reference';
import { isRecord } from './json';
import type { Engine, EngineFacts, Environment } from './world';

/** Reads the endpoint anew for every call: the variables that decide it may change in a long-lived process. */
export function realEngine(environment: Environment): Engine {
  const endpoint = (): EngineEndpoint => resolveEndpoint(environment);
  return {
    facts: async () => {
      try {
        return { facts: await readFacts(reachable(endpoint())) };
      } catch (error) {
        if (error instanceof EngineUnreachableError) return { unreachable: error.message };
        throw error;
      }
    },
    imageIds: (references) => readImageIds(reachable(endpoint()), references),
  };
}

function resolveEndpoint(environment: Environment): EngineEndpoint {
  return resolveEngineEndpoint({
    environment: (name) => environment.get(name),
    platform: environment.platform,
    homeFolder: os.homedir(),
    readText,
    join: (...parts) => path.join(...parts),
  });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function reachable(endpoint: EngineEndpoint): ReachableEndpoint {
  if (endpoint.kind === 'unknown') throw new EngineUnreachableError(endpoint.reason);
  return endpoint;
}

async function readFacts(endpoint: ReachableEndpoint): Promise<EngineFacts> {
  const info = await requestJson(endpoint, '/info');
  const id = isRecord(info) ? info['ID'] : undefined;
  const version = isRecord(info) ? info['ServerVersion'] : undefined;
  if (typeof id !== 'string' || typeof version !== 'string') throw unexpected('/info');
  const driverStatus = isRecord(info) ? JSON.stringify(info['DriverStatus'] ?? []) : '';
  return { id, version, containerdStore: driverStatus.includes(CONTAINERD_STORE) };
}

/** How `/info` shows the containerd image store: DriverStatus holds `["driver-type", "io.containerd.snapshotter.v1"]`. */
const CONTAINERD_STORE = 'io.containerd.snapshotter.v1';

/**
 * One filtered list for all references: with overlay2 it costs as little as one inspect, with the containerd store
 * about as much as an inspect of each image (some 10 ms of the engine's CPU an image), in one round trip.
 */
async function readImageIds(
  endpoint: ReachableEndpoint,
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (references.length === 0) return new Map();
  const familiar = new Map(references.map((reference) => [reference, familiarReference(reference)]));
  const filters = JSON.stringify({ reference: [...new Set(familiar.values())] });
  const idOfTag = tagsOf(await requestJson(endpoint, `/images/json?filters=${encodeURIComponent(filters)}`));
  return new Map(
    [...familiar].flatMap(([reference, tag]) => {
      const id = idOfTag.get(tag);
      return id === undefined ? [] : [[reference, id]];
    }),
  );
}

function tagsOf(images: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(images)) throw unexpected('/images/json');
  const idOfTag = new Map<string, string>();
  for (const image of images as readonly unknown[]) {
    if (!isRecord(image)) continue;
    const { Id: id, RepoTags: tags } = image;
    if (typeof id !== 'string' || !Array.isArray(tags)) continue;
    for (const tag of tags) if (typeof tag === 'string') idOfTag.set(tag, id);
  }
  return idOfTag;
}

async function requestJson(endpoint: ReachableEndpoint, resource: string): Promise<unknown> {
  const { status, body } = await requestEngine(endpoint, resource);
  if (status !== 200)
    throw new EngineUnreachableError(
      `the engine answered ${resource.split('?')[0]} with status ${status}: ${body.slice(0, 300)}`,
    );
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new EngineUnreachableError(`the engine's answer to ${resource.split('?')[0]} is no JSON`, {
      cause: error,
    });
  }
}

function unexpected(resource: string): EngineUnreachableError {
  return new EngineUnreachableError(`the answer to ${resource} is not one of a Docker engine`);
}
