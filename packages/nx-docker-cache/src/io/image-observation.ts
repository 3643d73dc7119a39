import { readEvents, readImageIds, readInfo } from './engine-api';
import type { ReachableEndpoint } from './engine-connection';
import { cursorOf, touchedSince, type EngineEvent, type Touched } from './image-events';
import { familiarReference } from './image-reference';
import type { EngineFacts, ImageObservation } from './world';

/** BuildKit inside the engine logs an event for each reference since 25.0 (moby, daemon/build.go `ImageNamedByBuildkit`). */
const EVENTS_COMPLETE_SINCE = 25;

/**
 * With overlay2 one list answers at once. With the containerd store it would cost some 10 ms an image, so the event
 * log is read first (about 5 ms), and before the images: what happens in between shows up the next time.
 * @throws EngineUnreachableError
 */
export async function observeImages(
  endpoint: ReachableEndpoint,
  references: readonly string[],
  earlier: ImageObservation | undefined,
): Promise<ImageObservation> {
  const { facts: engine, systemTime } = await readInfo(endpoint);
  const events = tellsAllChanges(engine) ? await readEvents(endpoint, systemTime) : [];
  const known = earlier === undefined ? new Set<string>() : stillKnown(earlier, engine, events);
  const asked = await readImageIds(
    endpoint,
    references.filter((reference) => !known.has(reference)),
  );
  const ids: Record<string, string> = {};
  for (const reference of references) {
    const id = known.has(reference) ? earlier?.ids[reference] : asked.get(reference);
    if (id !== undefined) ids[reference] = id;
  }
  const last = events.at(-1);
  return { engine, ids, references: [...references], cursor: last && cursorOf(last) };
}

function tellsAllChanges({ containerdStore, version }: EngineFacts): boolean {
  return containerdStore && Number.parseInt(version, 10) >= EVENTS_COMPLETE_SINCE;
}

/** The references whose image, or absence, has not changed since the earlier observation. */
export function stillKnown(
  earlier: ImageObservation,
  engine: EngineFacts,
  events: readonly EngineEvent[],
): ReadonlySet<string> {
  if (earlier.cursor === undefined || earlier.engine.id !== engine.id) return new Set();
  const touched = touchedSince(events, earlier.cursor);
  return new Set(
    earlier.references.filter((reference) => !isTouched(reference, earlier.ids[reference], touched)),
  );
}

function isTouched(reference: string, id: string | undefined, touched: Touched): boolean {
  if (touched.all || reference.includes('@')) return true;
  return touched.references.has(familiarReference(reference)) || (id !== undefined && touched.images.has(id));
}
