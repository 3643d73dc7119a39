import { isRecord } from './json';

/** One entry of the engine's event log (`GET /events`), of any type. */
export interface EngineEvent {
  readonly type: string;
  readonly action: string;
  readonly actorId: string;
  /** `attributes.name`: the reference that was tagged or untagged, in its familiar form. */
  readonly name: string | undefined;
  readonly timeNano: string;
}

/** What events may have changed: these references and the references that stood for these images, or anything. */
export type Touched =
  | { readonly all: true }
  | { readonly all: false; readonly references: ReadonlySet<string>; readonly images: ReadonlySet<string> };

/**
 * Reads the engine's answer: JSON objects one after the other, a line each.
 * `timeNano` is cut out of the text because it is larger than a number of JavaScript can hold exactly.
 */
export function parseEvents(body: string): readonly EngineEvent[] {
  return body.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const value: unknown = JSON.parse(line);
    if (!isRecord(value)) return [];
    const actor = isRecord(value['Actor']) ? value['Actor'] : {};
    const attributes = isRecord(actor['Attributes']) ? actor['Attributes'] : {};
    return [
      {
        type: text(value['Type']) ?? '',
        action: text(value['Action']) ?? '',
        actorId: text(actor['ID']) ?? '',
        name: text(attributes['name']),
        timeNano: /"timeNano":(\d+)/.exec(line)?.[1] ?? '0',
      },
    ];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Names one event among all that any engine ever logs. */
export function cursorOf(event: EngineEvent): string {
  return [event.timeNano, event.type, event.action, event.actorId].join(' ');
}

/**
 * What was touched after the event that `cursor` names. The engine keeps its last 256 events only
 * (moby, daemon/events/events.go), in memory: without the cursor's event among them nothing is known, which is
 * what also happens after a restart of the engine and with another engine.
 */
export function touchedSince(events: readonly EngineEvent[], cursor: string): Touched {
  const at = events.findLastIndex((event) => cursorOf(event) === cursor);
  if (at < 0) return { all: true };
  const references = new Set<string>();
  const images = new Set<string>();
  const moment = BigInt(events[at]?.timeNano ?? 0);
  const since = events.filter(
    // The engine stamps an event before it takes its place in the log: two at once may stand in the other order.
    ({ type, timeNano }, index) => type === 'image' && (index > at || BigInt(timeNano) > moment),
  );
  for (const [index, event] of since.entries()) {
    const effect = EFFECTS[event.action]?.(event, since.slice(index + 1)) ?? 'anything';
    if (effect === 'anything') return { all: true };
    if (effect === 'nothing') continue;
    if (effect.reference !== undefined) references.add(effect.reference);
    if (effect.image !== undefined) images.add(effect.image);
  }
  return { all: false, references, images };
}

type Effect = 'nothing' | 'anything' | { readonly reference?: string; readonly image?: string };

/**
 * By action, as moby's containerd image service logs them (daemon/containerd/image_*.go and, for BuildKit,
 * daemon/build.go). An action that is not listed may have done anything: `load`, `import` and `prune` do not say
 * which references they changed.
 */
const EFFECTS: Readonly<Record<string, (event: EngineEvent, later: readonly EngineEvent[]) => Effect>> = {
  push: () => 'nothing',
  save: () => 'nothing',
  tag: ({ name }) => effectOn(name),
  untag: ({ name }) => effectOn(name),
  pull: ({ actorId }) => effectOn(actorId),
  delete: ({ actorId }) => ({ image: actorId }),
  /** A build: its references follow in a `tag` event each. Without one, the engine does not tell them. */
  create: ({ actorId }, later) =>
    later.some((event) => event.action === 'tag' && event.actorId === actorId) ? 'nothing' : 'anything',
};

/** A name by digest stands for all tags of its repository. */
function effectOn(name: string | undefined): Effect {
  return name === undefined || name.includes('@') || name.startsWith('sha256:')
    ? 'anything'
    : { reference: name };
}
