import { firstFrom } from '../collections/first-from';
import { shortenedName, type BuildTrace, type TracedStep } from './build-trace';
import { LAYER_TYPE, type UsageRecord } from './usage-record';

/** The record of a layer is made while its step runs or just after (seen: up to 3 ms, with 26.1 and 28.5). */
const SLACK_MS = 100;
/** How much of the end of a command has to be the same. BuildKit expands variables in a step's name but not in the record. */
const TAIL = 24;

/**
 * Which project's build made a layer, by the id of its record: BuildKit does not say for whom it works, but the record
 * was made in the time of a step that is known to have run, and its description holds the end of that step's text.
 * A layer that more than one step could have made, or a step that could have made more than one layer, is nobody's.
 */
export function layerOwners(
  records: readonly UsageRecord[],
  traces: readonly BuildTrace[],
): ReadonlyMap<string, string> {
  const layers = records
    .filter(({ type, createdAt }) => type === LAYER_TYPE && createdAt !== undefined)
    .sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  const steps = traces.flatMap(({ project, steps: ran }) => ran.map((step) => ({ project, step })));
  const pairs = steps.flatMap(({ project, step }) =>
    between(layers, step).map((layer) => ({ project, step, layer })),
  );
  const [ofLayer, ofStep] = [countBy(pairs, ({ layer }) => layer), countBy(pairs, ({ step }) => step)];
  const sure = pairs.filter(({ layer, step }) => ofLayer.get(layer) === 1 && ofStep.get(step) === 1);
  return new Map(sure.map(({ layer, project }) => [layer.id, project]));
}

function between(layers: readonly UsageRecord[], step: TracedStep): UsageRecord[] {
  const from = firstFrom(layers.length, (index) => layers[index]?.createdAt ?? 0, step.start);
  const found: UsageRecord[] = [];
  for (const layer of layers.slice(from)) {
    if ((layer.createdAt ?? 0) > step.end + SLACK_MS) break;
    if (isOf(layer.description, step.name)) found.push(layer);
  }
  return found;
}

const EXEC = 'mount / from exec ';

/** A COPY or WORKDIR is described by its step's name, a RUN by its command: `mount / from exec /bin/sh -c …`. */
function isOf(description: string, name: string): boolean {
  if (!description.startsWith(EXEC)) return shortenedName(description) === name;
  const command = description.slice(EXEC.length);
  return / RUN /.test(name) && tailOf(command) !== '' && tailOf(command) === tailOf(name);
}

function tailOf(text: string): string {
  return text.trimEnd().slice(-TAIL);
}

function countBy<Pair, Key>(pairs: readonly Pair[], key: (pair: Pair) => Key): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const pair of pairs) counts.set(key(pair), (counts.get(key(pair)) ?? 0) + 1);
  return counts;
}
