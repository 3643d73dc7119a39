import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { RawJsonDecoder, type StreamItem } from './rawjson';

const FIXTURES = join(__dirname, 'fixtures');

function decode(...chunks: (string | Uint8Array)[]): StreamItem[] {
  const items: StreamItem[] = [];
  const decoder = new RawJsonDecoder((item) => items.push(item));
  for (const chunk of chunks) decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  decoder.end();
  return items;
}

const kinds = (items: readonly StreamItem[]): string => items.map(({ kind }) => kind).join(' ');

describe('RawJsonDecoder', () => {
  const vertex = '{"vertexes":[{"digest":"d","name":"n"}]}';

  it.each([
    ['one object a line', `${vertex}\n${vertex}\n`, 'update update'],
    ['an indented object', '{\n  "vertexes": [\n    {\n      "digest": "d"\n    }\n  ]\n}\n', 'update'],
    ['CRLF', `${vertex}\r\n{\r\n  "logs": []\r\n}\r\n`, 'update update'],
    ['plain lines in between', `WARNING: x\n${vertex}\nERROR: y\n`, 'text update text'],
    ['a last line without its end', `${vertex}\n${vertex}`, 'update update'],
    ['a line cut off', `${vertex}\n{"vertexes":[{"dig`, 'update unreadable'],
    ['an indented object cut off', '{\n  "vertexes": [', 'unreadable'],
    ['an indented object that breaks off', '{\n  "vertexes": [\nERROR: gone\n', 'unreadable text'],
    ['an object that is no update', '{"level":"info"}\n', 'text'],
    ['blank lines', '\n\n', ''],
    ['nothing', '', ''],
  ])('reads %s', (_, text, expected) => {
    expect(kinds(decode(text))).toBe(expected);
  });

  it('gives plain lines as they are', () => {
    expect(decode('ERROR: failed to solve: zoë\n')).toEqual([
      { kind: 'text', line: 'ERROR: failed to solve: zoë' },
    ]);
  });

  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.txt')))(
    'reads %s the same however it is cut into chunks',
    (name) => {
      const bytes = readFileSync(join(FIXTURES, name));
      const whole = decode(bytes);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
          expect(decode(...chunks)).toEqual(whole);
        }),
        { numRuns: 12 },
      );
    },
  );

  it('drops an endless line and goes on behind it', () => {
    const items: StreamItem[] = [];
    const decoder = new RawJsonDecoder((item) => items.push(item));
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 40; count += 1) decoder.push(chunk);
    decoder.push(Buffer.from(`\n${vertex}\n`));
    decoder.end();
    expect(kinds(items)).toBe('unreadable update');
  });

  it('finds everything in a damaged stream that can be read', () => {
    const items = decode(readFileSync(join(FIXTURES, 'malformed.txt')));
    expect(kinds(items)).toBe(
      'text update update text update update text update unreadable text text unreadable',
    );
  });
});
