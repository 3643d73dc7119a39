import { unixTime } from './engine-api';
import { cursorOf, type EngineEvent } from './image-events';
import { stillKnown } from './image-observation';
import { familiarReference } from './image-reference';
import type { EngineFacts, ImageObservation } from './world';

const engine: EngineFacts = { id: 'engine', version: '28.5.2', containerdStore: true };
const start: EngineEvent = { type: 'image', action: 'tag', actorId: 'sha256:a', name: 'a:1', timeNano: '1' };
const tagged: EngineEvent = { ...start, actorId: 'sha256:b', name: 'b:latest', timeNano: '2' };
const deleted: EngineEvent = {
  ...start,
  action: 'delete',
  actorId: 'sha256:a',
  name: 'sha256:a',
  timeNano: '3',
};

const earlier: ImageObservation = {
  engine,
  references: ['a:1', 'docker.io/library/b', 'absent'],
  ids: { 'a:1': 'sha256:a', 'docker.io/library/b': 'sha256:b' },
  cursor: cursorOf(start),
};

describe('stillKnown', () => {
  it.each<[string, ImageObservation, EngineFacts, EngineEvent[], string[]]>([
    ['everything when nothing happened', earlier, engine, [start], ['a:1', 'docker.io/library/b', 'absent']],
    ['what was not tagged anew', earlier, engine, [start, tagged], ['a:1', 'absent']],
    ['what was not deleted', earlier, engine, [start, deleted], ['docker.io/library/b', 'absent']],
    ['nothing on another engine', earlier, { ...engine, id: 'other' }, [start], []],
    ['nothing when the log has moved on', earlier, engine, [tagged], []],
    ['nothing of an observation without a cursor', { ...earlier, cursor: undefined }, engine, [start], []],
    ['nothing that is named by digest', { ...earlier, references: ['a@sha256:a'] }, engine, [start], []],
  ])('is %s', (_, observation, facts, events, expected) => {
    expect([...stillKnown(observation, facts, events)]).toEqual(expected);
  });
});

describe('familiarReference', () => {
  it.each([
    ['app', 'app:latest'],
    ['docker.io/library/app', 'app:latest'],
    ['docker.io/acme/app:1', 'acme/app:1'],
    ['index.docker.io/library/app:1', 'app:1'],
    ['library/app', 'app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['ghcr.io/library/app:2', 'ghcr.io/library/app:2'],
    ['app@sha256:a', 'app@sha256:a'],
  ])('of %s is %s', (reference, familiar) => {
    expect(familiarReference(reference)).toBe(familiar);
  });
});

describe('unixTime', () => {
  it.each([
    ['2026-01-01T00:00:00.123456789Z', `${Date.UTC(2026, 0, 1) / 1000}.123456789`],
    ['2026-01-01T02:00:00.5+02:00', `${Date.UTC(2026, 0, 1) / 1000}.5`],
    ['2026-01-01T00:00:00Z', String(Date.UTC(2026, 0, 1) / 1000)],
  ])('writes %s', (rfc3339, expected) => {
    expect(unixTime(rfc3339)).toBe(expected);
  });
});
