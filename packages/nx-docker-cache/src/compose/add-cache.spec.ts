import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { addCache, type CacheAdded } from './add-cache';
import type { CacheWish } from './cache-wish';

const WISH: CacheWish = { cacheFrom: ['type=gha'], cacheTo: ['type=gha,mode=max'], service: undefined };

function added(
  text: string,
  wish: Partial<typeof WISH> & { readonly service?: string | undefined } = {},
): CacheAdded {
  const result = addCache(text, { ...WISH, ...wish });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

const LINES = (indent: string): string =>
  `${indent}cache_from:\n${indent}  - "type=gha"\n${indent}cache_to:\n${indent}  - "type=gha,mode=max"\n`;

describe('addCache', () => {
  it.each<[string, string, string]>([
    [
      'the long form',
      'services:\n  web:\n    build:\n      context: . # here\n      args: {A: 1}\n    ports: ["80"]\n',
      `services:\n  web:\n    build:\n      context: . # here\n      args: {A: 1}\n${LINES('      ')}    ports: ["80"]\n`,
    ],
    [
      'the short form',
      'services:\n  web:\n    build: ./web   # mine\n    image: x\n',
      `services:\n  web:\n    build:\n      context: ./web   # mine\n${LINES('      ')}    image: x\n`,
    ],
    [
      'an end without a newline',
      'services:\n  web:\n    build:\n      context: "."',
      `services:\n  web:\n    build:\n      context: "."\n${LINES('      ').trimEnd()}`,
    ],
    [
      'a nested end',
      'services:\n    web:\n        build:\n            context: .\n            args:\n                - A=1\n\n# the end\n',
      `services:\n    web:\n        build:\n            context: .\n            args:\n                - A=1\n${LINES('            ')}\n# the end\n`,
    ],
    [
      'Windows line ends',
      'services:\r\n  web:\r\n    build: .\r\n',
      `services:\r\n  web:\r\n    build:\r\n      context: .\r\n${LINES('      ').replace(/\n/g, '\r\n')}`,
    ],
  ])('adds to %s', (_, text, expected) => {
    expect(added(text)).toEqual({ text: expected, changed: ['web'], declined: [] });
    expect(added(expected)).toEqual({ text: expected, changed: [], declined: [] });
  });

  it('adds to one service, or to all that build something', () => {
    const text = 'services:\n  a:\n    build: .\n  b:\n    build: b\n  c:\n    image: x\n';
    expect(added(text).changed).toEqual(['a', 'b']);
    expect(added(text, { service: 'b' }).changed).toEqual(['b']);
  });

  it.each([
    ['an alias', 'x: &b\n  context: .\nservices:\n  web:\n    build: *b\n'],
    ['a merge', 'x: &b\n  context: .\nservices:\n  web:\n    build:\n      <<: *b\n      target: t\n'],
    ['braces', 'services:\n  web:\n    build: {context: .}\n'],
    ['another list', 'services:\n  web:\n    build:\n      context: .\n      cache_from: [type=inline]\n'],
    ['no list', 'services:\n  web:\n    build:\n      context: .\n      cache_to: x\n'],
    ['a text over several lines', 'services:\n  web:\n    build: "a\n      b"\n'],
    [
      'an anchor that others use',
      'services:\n  web:\n    build: &b\n      context: .\n  api:\n    build: *b\n',
    ],
  ])('leaves %s alone', (_, text) => {
    const { declined, changed, text: after } = added(text);
    expect([after, changed]).toEqual([text, []]);
    expect(declined[0]?.service).toBe('web');
  });

  it('refuses what is no YAML', () => {
    expect(addCache('services:\n  a: [\n', WISH)).toMatchObject({ line: expect.any(Number) as number });
  });

  const SCALAR = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const SERVICE = fc.record({
    build: fc.oneof(
      fc.constant('./a b'),
      fc.record({ context: fc.string({ minLength: 1 }), args: fc.dictionary(fc.string(), SCALAR) }),
    ),
    environment: fc.dictionary(fc.string(), SCALAR),
  });

  it('keeps every line and every meaning of a file that was written by a program', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), SERVICE, { minKeys: 1, maxKeys: 4 }),
        fc.constantFrom(2, 4),
        (services, indent) => {
          const text = stringify({ services }, { indent });
          const { text: after, changed, declined } = added(text);
          expect([...changed, ...declined.map(({ service }) => service)].sort()).toEqual(
            Object.keys(services).sort(),
          );
          const [before, now] = [text, after].map(
            (each) => parse(each) as { services: Record<string, { build: object }> },
          );
          for (const name of changed) {
            const own = now?.services[name] as { build: Record<string, unknown>; environment: unknown };
            expect(own.build['cache_from']).toEqual(['type=gha']);
            expect(own.environment).toEqual(
              (before?.services[name] as unknown as { environment: unknown }).environment,
            );
          }
          expect(added(after).text).toBe(after);
        },
      ),
      { numRuns: 200 },
    );
  });
});
