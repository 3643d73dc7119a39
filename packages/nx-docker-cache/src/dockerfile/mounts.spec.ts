import { expandWord } from './expand';
import { cacheIdOf, mountsOf, parseMount } from './mounts';
import { parse } from './parse';

function mount(value: string, variables: Readonly<Record<string, string>> = {}) {
  const flag = { name: 'mount', value, range: { start: 0, end: 0 } };
  return parseMount(flag, (word) =>
    expandWord(word, (name) => {
      const known = variables[name];
      return known === undefined ? { kind: 'unknown' } : { kind: 'set', value: known };
    }),
  );
}

describe('parseMount', () => {
  it.each([
    [
      'type=cache,target=/x',
      { type: 'cache', target: '/x', readonly: false, sharing: undefined, problems: [] },
    ],
    ['TYPE=Cache,dst=/x,sharing=LOCKED', { type: 'cache', target: '/x', sharing: 'locked' }],
    ['target=/x', { type: 'bind', target: '/x', readonly: true }],
    ['source=a,destination=/x,rw', { type: 'bind', source: 'a', target: '/x', readonly: false }],
    ['type=cache,target=/x,ro', { readonly: true }],
    ['type=cache,target=/x,uid=1000,gid=0,mode=0755', { uid: 1000, gid: 0, mode: 0o755 }],
    ['type=secret,id=s,required', { type: 'secret', id: 's', required: true, readonly: true }],
    ['type=secret,id=s,env=TOKEN', { env: 'TOKEN' }],
    ['type=tmpfs,target=/x,size=64m', { size: '64m', readonly: false }],
    ['"target=/a,b",type=cache', { target: '/a,b', type: 'cache' }],
    ['type=cache,target=a\\ b', { target: 'a b' }],
  ])('%s', (value, expected) => {
    expect(mount(value)).toMatchObject({ problems: [], ...expected });
  });

  it('expands what is known and names the rest', () => {
    expect(mount('type=cache,target=$HOME/.cache,id=x-$TARGETARCH', { HOME: '/home/a' })).toMatchObject({
      target: '/home/a/.cache',
      id: undefined,
      unknownKeys: ['id'],
      problems: [],
      fields: [
        { key: 'type', value: 'cache', unknown: [] },
        { key: 'target', value: '/home/a/.cache', unknown: [] },
        { key: 'id', value: 'x-$TARGETARCH', unknown: ['TARGETARCH'] },
      ],
    });
  });

  it.each([
    ['', 'failed to parse csv mounts: EOF'],
    ['type=cache,"target=/x', 'failed to parse csv mounts: extraneous or missing " in quoted-field'],
    ['type=cache,ta"rget=/x', 'failed to parse csv mounts: bare " in non-quoted-field'],
    ['type=volume', 'unsupported mount type "volume"'],
    ['type=cache,target', "invalid field 'target' must be a key=value pair"],
    ['type=cache,colour=red', "unexpected key 'colour' in 'colour=red'"],
    ['type=cache,sharing=none', 'unsupported sharing value "none"'],
    ['target=/x,sharing=locked', 'invalid cache sharing set for bind mount'],
    ['type=cache,uid=-1', 'invalid value -1 for uid'],
    ['type=cache,mode=9', 'invalid value 9 for mode'],
    ['type=cache,required', "unexpected key 'required' for mount type 'cache'"],
    ['required,type=secret,id=a', "unexpected key 'required' for mount type 'bind'"],
    ['target=/x,uid=1', 'uid not allowed for "bind" type mounts'],
    ['type=secret', 'invalid secret mount. one of source, target required'],
    ['type=cache,ro=maybe', 'invalid value for ro: maybe'],
    ['from=$x,target=/y', "'from' doesn't support variable expansion, define alias stage instead"],
  ])('%s is refused', (value, problem) => {
    expect(mount(value).problems).toEqual([problem]);
  });
});

describe('mountsOf', () => {
  it('gives the mounts of a RUN in order', () => {
    const result = parse(
      'FROM a\nRUN --mount=type=cache,target=/x --network=none --mount=type=ssh b\nCOPY --mount=x a b\n',
    );
    if (!result.ok) throw new Error('unreadable');
    expect(result.dockerfile.instructions.map((one) => mountsOf(one).map(({ type }) => type))).toEqual([
      [],
      ['cache', 'ssh'],
      [],
    ]);
  });
});

describe('cacheIdOf', () => {
  it.each([
    ['type=cache,target=/x//y/../z/', '/x/z'],
    ['type=cache,target=/x,id=pip', 'pip'],
    ['type=cache,target=a/b', 'a/b'],
    ['type=cache', '.'],
  ])('%s is stored under %s', (value, id) => {
    expect(cacheIdOf(mount(value))).toBe(id);
  });
});
