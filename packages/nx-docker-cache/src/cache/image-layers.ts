import { isObject, listOf } from '../timing/json';
import { LAYER_TYPE, type UsageRecord } from './usage-record';

/** One entry of an image's history: a step that its build ran. */
export interface ImageStep {
  /** Whole seconds since the epoch: when the layer's record was made, also where a later build took it from the cache. */
  readonly createdAt: number;
  /** `RUN |1 V=x /bin/sh -c pip install … # buildkit`, `COPY . . # buildkit`, `WORKDIR /app`. */
  readonly createdBy: string;
}

/** The answer to `GET /images/<id>/history`; nothing of what is no such answer. */
export function readImageHistory(answer: unknown): readonly ImageStep[] {
  return listOf(answer).flatMap(readStep);
}

function readStep(value: unknown): ImageStep[] {
  if (!isObject(value)) return [];
  const { Created: createdAt, CreatedBy: createdBy } = value;
  return typeof createdAt === 'number' && typeof createdBy === 'string' && createdBy !== ''
    ? [{ createdAt, createdBy }]
    : [];
}

/**
 * The records of layers that images of these histories are made of, and of those that they are built upon: made in the
 * second that the history tells, by the same instruction. BuildKit's own flag (`shared`) does not tell it with the
 * containerd store (util/imageutil and cache/refs.go, `layerDigestChain`; seen with 28.5): it compares digests of
 * exported layers, and remembers those of a layer that it was asked for before the layer was exported, without a digest.
 * Whoever asks for the cache's usage, or a collection, while a build is between two steps thus makes the flag false for
 * all that is built upon that layer, until the engine starts anew; and it is true for every layer that was never
 * exported if its base image is there. Two layers of one second and instruction both count.
 */
export function layersOfImages(
  records: readonly UsageRecord[],
  histories: readonly (readonly ImageStep[])[],
): ReadonlySet<string> {
  const textsOfSecond = new Map<number, string[]>();
  for (const { createdAt, createdBy } of histories.flat())
    textsOfSecond.set(createdAt, [...(textsOfSecond.get(createdAt) ?? []), stepText(createdBy)]);
  const isMade = ({ type, createdAt = -1, description }: UsageRecord): boolean =>
    type === LAYER_TYPE &&
    (textsOfSecond.get(Math.floor(createdAt / 1000)) ?? []).some((text) =>
      hasSameEnd(text, layerText(description)),
    );
  return withParents(records.filter(isMade), records);
}

function withParents(found: readonly UsageRecord[], all: readonly UsageRecord[]): ReadonlySet<string> {
  const parentsOf = new Map(all.map(({ id, parents }) => [id, parents]));
  const seen = new Set<string>();
  const queue = found.map(({ id }) => id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(parentsOf.get(id) ?? []));
  }
  return seen;
}

const EXEC = /^mount \/ from exec /;
const STEP = /^\[[^\]]*\] (?:LINK )?/;

/** `mount / from exec /bin/sh -c …` of a RUN, `[stage-0 3/5] COPY . .` of the others. */
function layerText(description: string): string {
  return EXEC.test(description)
    ? oneLine(description.replace(EXEC, ''))
    : stepText(description.replace(STEP, ''));
}

/** A history leaves out most of a COPY's flags. */
function stepText(createdBy: string): string {
  const text = oneLine(createdBy.replace(/ # buildkit$/, ''));
  return /^(?:COPY|ADD) /.test(text) ? text.replace(/ --\S+/g, '') : text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How much of the end has to be the same: build arguments stand before a RUN's command in a history, and not in a record. */
const TAIL = 24;

function hasSameEnd(history: string, layer: string): boolean {
  return layer !== '' && history.endsWith(layer.slice(-TAIL));
}
