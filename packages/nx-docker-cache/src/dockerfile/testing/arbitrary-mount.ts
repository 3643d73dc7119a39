import * as fc from 'fast-check';

/** The value of a `--mount` flag, and the variables in force. */
export interface MountCase {
  readonly value: string;
  readonly environment: Readonly<Record<string, string>>;
}

const VALUES = {
  type: ['cache', 'bind', 'tmpfs', 'secret', 'ssh', 'CACHE', 'volume', '', '$t'],
  path: ['/root/.cache/pip', '/x', 'x/../y', '', '$HOME/.cache', '${HOME:-/r}', 'a b', 'a\\b', '"q"', 'é'],
  from: ['build', '0', '$x', 'a$', ''],
  boolean: ['true', 'false', '1', 'F', 'yes', ''],
  sharing: ['shared', 'locked', 'PRIVATE', 'none'],
  number: ['0', '1000', '0755', '4294967296', '-1', '08', 'x', '$uid', ''],
  size: ['64m', '1.5 GB', '10', 'b', '1kib', '1kb2', '-1', '1e3'],
} as const;

const KEYS = {
  type: ['type', 'TYPE'],
  path: ['target', 'dst', 'destination', 'source', 'src', 'id', 'env', 'Target'],
  from: ['from'],
  boolean: ['readonly', 'ro', 'readwrite', 'rw', 'required', 'RO'],
  sharing: ['sharing'],
  number: ['uid', 'gid', 'mode'],
  size: ['size'],
} as const satisfies Record<keyof typeof VALUES, readonly string[]>;

function fieldOf(kind: keyof typeof VALUES): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...KEYS[kind]), fc.constantFrom(...VALUES[kind]))
    .map(([key, value]) => `${key}=${value}`);
}

const field = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.oneof(
      ...(['type', 'path', 'from', 'boolean', 'sharing', 'number', 'size'] as const).map(fieldOf),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'ro',
      'rw',
      'readonly',
      'required',
      'target',
      '',
      'colour=red',
      '"id=a,b"',
      '"id=""q"""',
      'id="a"',
      '"id=a"b',
      ' target=/x',
    ),
  },
);

/** Mounts: mostly a type and a target first, then fields that may not go together. */
export function arbitraryMount(): fc.Arbitrary<MountCase> {
  const head = fc.oneof(
    fc.constantFrom(
      'type=cache,target=/x',
      'type=cache',
      'type=tmpfs',
      'type=secret,id=a',
      'type=ssh',
      'type=bind,target=/x',
    ),
    fc.constant(''),
  );
  return fc.record({
    value: fc
      .tuple(head, fc.array(field, { maxLength: 4 }))
      .map(([first, fields]) => [first, ...fields].filter((text, at) => at > 0 || text !== '').join(',')),
    environment: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      { HOME: '/home/a', uid: '1000', t: 'cache' },
    ),
  });
}
