import { cursorOf, parseEvents, touchedSince, type EngineEvent } from './image-events';

const event = (
  action: string,
  actorId: string,
  name: string | undefined = actorId,
  nano = 0,
): EngineEvent => ({
  type: 'image',
  action,
  actorId,
  name,
  timeNano: String(nano),
});

const start = event('tag', 'sha256:start', 'start:1', 1);
const A = 'sha256:a';

function touched(...later: EngineEvent[]): unknown {
  const result = touchedSince(
    [start, ...later.map((each, index) => ({ ...each, timeNano: String(index + 2) }))],
    cursorOf(start),
  );
  return result.all ? 'all' : [...result.references, ...result.images];
}

describe('touchedSince', () => {
  it.each<[string, EngineEvent[], unknown]>([
    ['nothing', [], []],
    ['a tag', [event('tag', A, 'app:1')], ['app:1']],
    ['an untag', [event('untag', A, 'app:1')], ['app:1']],
    ['a deleted image', [event('delete', A)], [A]],
    ['a pull', [event('pull', 'app:1', 'app')], ['app:1']],
    ['a push and a save', [event('push', 'app:1'), event('save', A)], []],
    [
      'a build with its tags',
      [event('create', A), event('tag', A, 'app:1'), event('tag', A, 'app:2')],
      ['app:1', 'app:2'],
    ],
    ['a build without a tag', [event('create', A)], 'all'],
    [
      'a build whose tag is that of another image',
      [event('create', A), event('tag', 'sha256:b', 'b:1')],
      'all',
    ],
    ['a load, which names no reference', [event('load', A)], 'all'],
    ['an import', [event('import', A)], 'all'],
    ['a prune', [event('prune', '')], 'all'],
    ['an action of the future', [event('rename', A)], 'all'],
    ['an untag by id', [event('untag', A, A)], 'all'],
    ['an untag by digest', [event('untag', A, `app@${A}`)], 'all'],
    ['an untag without a name', [{ ...event('untag', A), name: undefined }], 'all'],
    ['what containers do', [{ ...event('create', 'c1'), type: 'container' }], []],
  ])('reads %s', (_, later, expected) => {
    expect(touched(...later)).toEqual(expected);
  });

  it.each<[string, EngineEvent[]]>([
    ['forgotten the cursor’s event', [event('tag', A, 'app:1', 9)]],
    ['been restarted', []],
  ])('knows nothing of a log that has %s', (_, events) => {
    expect(touchedSince(events, cursorOf(start))).toEqual({ all: true });
  });

  it('sees an event that was stamped later but logged before the cursor’s', () => {
    const early = event('tag', A, 'app:1', 5);
    expect(touchedSince([early, start], cursorOf(start))).toEqual({
      all: false,
      references: new Set(['app:1']),
      images: new Set(),
    });
  });
});

describe('parseEvents', () => {
  it('keeps all digits of a time', () => {
    const line =
      '{"Type":"image","Action":"tag","Actor":{"ID":"sha256:a","Attributes":{"name":"app:1"}},"timeNano":1795339788746596245}';
    expect(parseEvents(`${line}\n\n${line}\n`)).toEqual(
      [event('tag', A, 'app:1'), event('tag', A, 'app:1')].map((each) => ({
        ...each,
        timeNano: '1795339788746596245',
      })),
    );
  });

  it('reads events without an actor', () => {
    expect(parseEvents('{"Type":"daemon","Action":"reload"}')).toEqual([
      { type: 'daemon', action: 'reload', actorId: '', name: undefined, timeNano: '0' },
    ]);
  });

  it('throws on what is no JSON', () => {
    expect(() => parseEvents('<html>')).toThrow();
  });
});
