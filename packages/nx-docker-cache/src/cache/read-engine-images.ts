import { isObject } from '../timing/json';
import type { UntaggedImage } from './prune-plan';

/**
 * The answer to `GET /images/json` with the filter `dangling` and `shared-size`; undefined when it is no such answer. An
 * image with a tag is left out whatever the filter has let through.
 */
export function readEngineImages(answer: unknown): readonly UntaggedImage[] | undefined {
  return Array.isArray(answer) ? (answer as readonly unknown[]).flatMap(readImage) : undefined;
}

function readImage(value: unknown): UntaggedImage[] {
  if (!isObject(value)) return [];
  const { Id: id, Created: created, Size: size, SharedSize: shared, RepoTags: tags } = value;
  if (typeof id !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(id) || typeof created !== 'number') return [];
  if (Array.isArray(tags) && tags.some((tag) => tag !== NO_TAG)) return [];
  const [allBytes, sharedBytes] = [bytesOf(size), bytesOf(shared)];
  const isKnown = allBytes !== undefined && sharedBytes !== undefined;
  const ownBytes = isKnown ? Math.max(0, allBytes - sharedBytes) : undefined;
  return [{ id, ownBytes, allBytes, createdAt: created * 1000 }];
}

/** What engines before 25 list for an image without a tag. */
const NO_TAG = '<none>:<none>';

/** -1 stands for a size that was not found out. */
function bytesOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
