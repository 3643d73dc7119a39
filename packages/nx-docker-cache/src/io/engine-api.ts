import * as os from 'node:os';
import type { ReachableEndpoint } from './engine-connection';
import { EngineUnreachableError } from './engine-errors';
import { requestEngine, type RequestLimits } from './engine-http';
import { parseEvents, type EngineEvent } from './image-events';
import { familiarReference } from './image-reference';
import { isRecord } from './json';
import type { EngineFacts } from './world';

/** How `/info` shows the containerd image store: DriverStatus holds `["driver-type", "io.containerd.snapshotter.v1"]`. */
const CONTAINERD_STORE = 'io.containerd.snapshotter.v1';

export interface EngineInfo {
  readonly facts: EngineFacts;
  /** The engine's own clock, RFC 3339. */
  readonly systemTime: string;
  /** Where its data lies on this machine; undefined where the engine is on another one, or in a virtual one. */
  readonly dataFolder: string | undefined;
}

/** @throws EngineUnreachableError, as all functions here */
export async function readInfo(endpoint: ReachableEndpoint): Promise<EngineInfo> {
  const info = await requestJson(endpoint, '/info');
  if (!isRecord(info)) throw unexpected('/info');
  const { ID: id, ServerVersion: version, SystemTime: systemTime } = info;
  if (typeof id !== 'string' || typeof version !== 'string' || typeof systemTime !== 'string')
    throw unexpected('/info');
  const containerdStore = JSON.stringify(info['DriverStatus'] ?? []).includes(CONTAINERD_STORE);
  return { facts: { id, version, containerdStore }, systemTime, dataFolder: dataFolder(info) };
}

/** Docker Desktop's engine runs in a virtual machine, and one in a container or behind ssh has another host name. */
function dataFolder({
  Name: name,
  OperatingSystem: system,
  DockerRootDir: folder,
}: Readonly<Record<string, unknown>>): string | undefined {
  const isHere = name === os.hostname() && system !== 'Docker Desktop';
  return isHere && typeof folder === 'string' && folder !== '' ? folder : undefined;
}

/**
 * The events that the engine still remembers, oldest first. It sends what it has up to `until`, then ends the
 * answer; with a moment of its own clock that has passed it does not wait.
 */
export async function readEvents(
  endpoint: ReachableEndpoint,
  until: string,
): Promise<readonly EngineEvent[]> {
  const resource = '/events';
  const body = await requestBody(endpoint, `${resource}?since=1&until=${unixTime(until)}`);
  try {
    return parseEvents(body);
  } catch (error) {
    throw new EngineUnreachableError(`the engine's answer to ${resource} is no JSON`, { cause: error });
  }
}

/** `2026-05-01T10:00:00.123456789+02:00` in the form the event log takes: seconds and up to nine digits of them. */
export function unixTime(rfc3339: string): string {
  const fraction = /:\d\d(\.\d{1,9})/.exec(rfc3339)?.[1] ?? '';
  return `${Math.floor(Date.parse(rfc3339) / 1000)}${fraction}`;
}

/**
 * One filtered list for all references: with overlay2 it costs as little as one inspect, with the containerd store
 * about as much as an inspect of each image (some 10 ms of the engine's CPU an image), in one round trip.
 */
export async function readImageIds(
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

/** The engine adds up the files of all mounts that were written to since it was asked last. */
const USAGE_TIMEOUT_MS = 120_000;

/** The records of the build cache as the engine tells them (cache/read-engine-usage.ts reads them). */
export function readBuildCache(endpoint: ReachableEndpoint, signal?: AbortSignal): Promise<unknown> {
  return requestJson(endpoint, '/system/df?type=build-cache', { signal, timeoutMs: USAGE_TIMEOUT_MS });
}

/** The images without a tag, with the bytes that each shares with others (cache/read-engine-images.ts reads them). */
export function readUntaggedImages(endpoint: ReachableEndpoint): Promise<unknown> {
  const filters = encodeURIComponent(JSON.stringify({ dangling: ['true'] }));
  return requestJson(endpoint, `/images/json?shared-size=1&filters=${filters}`, {
    timeoutMs: USAGE_TIMEOUT_MS,
  });
}

/** At once: each is some milliseconds of the engine. */
const HISTORIES_AT_ONCE = 8;

/** The histories of all images that the engine holds (cache/image-layers.ts reads them). One that goes meanwhile has none. */
export async function readImageHistories(endpoint: ReachableEndpoint): Promise<readonly unknown[]> {
  const images = await requestJson(endpoint, '/images/json', { timeoutMs: USAGE_TIMEOUT_MS });
  if (!Array.isArray(images)) throw unexpected('/images/json');
  const ids = (images as readonly unknown[]).flatMap((image) =>
    isRecord(image) && typeof image['Id'] === 'string' ? [image['Id']] : [],
  );
  const histories: unknown[] = [];
  for (let next = 0; next < ids.length; next += HISTORIES_AT_ONCE) {
    const some = ids.slice(next, next + HISTORIES_AT_ONCE);
    histories.push(...(await Promise.all(some.map((id) => readHistory(endpoint, id)))));
  }
  return histories.filter((history) => history !== undefined);
}

async function readHistory(endpoint: ReachableEndpoint, id: string): Promise<unknown> {
  const { status, body } = await requestEngine(endpoint, `/images/${encodeURIComponent(id)}/history`);
  if (status !== 200) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** How many bytes all images take together; a layer that several have counts once. */
export async function readImageBytes(endpoint: ReachableEndpoint): Promise<number> {
  const resource = '/system/df?type=image';
  const usage = await requestJson(endpoint, resource, { timeoutMs: USAGE_TIMEOUT_MS });
  const bytes = isRecord(usage) ? usage['LayersSize'] : undefined;
  if (typeof bytes !== 'number') throw unexpected(resource);
  return bytes;
}

async function requestJson(
  endpoint: ReachableEndpoint,
  resource: string,
  limits?: RequestLimits,
): Promise<unknown> {
  const body = await requestBody(endpoint, resource, limits);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new EngineUnreachableError(`the engine's answer to ${pathOf(resource)} is no JSON`, {
      cause: error,
    });
  }
}

async function requestBody(
  endpoint: ReachableEndpoint,
  resource: string,
  limits?: RequestLimits,
): Promise<string> {
  const { status, body } = await requestEngine(endpoint, resource, limits);
  if (status === 200) return body;
  throw new EngineUnreachableError(
    `the engine answered ${pathOf(resource)} with status ${status}: ${body.slice(0, 300)}`,
  );
}

function unexpected(resource: string): EngineUnreachableError {
  return new EngineUnreachableError(`the answer to ${resource} is not one of a Docker engine`);
}

function pathOf(resource: string): string {
  return resource.split('?')[0] ?? resource;
}
