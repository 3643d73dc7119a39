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
  const bytes = Math.max(0, numberOf(size) - Math.max(0, numberOf(shared)));
  return [{ id, bytes, createdAt: created * 1000 }];
}

/** What engines before 25 list for an image without a tag. */
const NO_TAG = '<none>:<none>';

/** -1 stands for a size that was not found out. */
function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
