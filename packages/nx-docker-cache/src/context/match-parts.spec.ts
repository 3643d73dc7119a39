import * as fc from 'fast-check';
import { partsMatcher, type PatternPart } from './match-parts';

const PART = fc.constantFrom<PatternPart>(
  { kind: 'one', expression: 'a' },
  { kind: 'one', expression: '\\/' },
  { kind: 'one', expression: '[^/]' },
  { kind: 'start' },
  { kind: 'name' },
  { kind: 'anything' },
  { kind: 'folders' },
);
const SOURCES = { one: '', start: '^', name: '[^/]*', anything: '[^\\n]*', folders: '(?:[^\\n]*/)?' };

describe('partsMatcher', () => {
  it('is the regular expression that moby makes, however many wildcards there are', () => {
    fc.assert(
      fc.property(
        fc.array(PART, { maxLength: 8 }),
        fc.array(fc.constantFrom('a', 'b', '/', '\n'), { maxLength: 8 }),
        (parts, characters) => {
          const source = parts
            .map((part) => (part.kind === 'one' ? part.expression : SOURCES[part.kind]))
            .join('');
          const path = characters.join('');
          expect(partsMatcher(parts)(path)).toBe(new RegExp(`^${source}$`, 'u').test(path));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('ends soon, whatever the pattern', () => {
    const parts = Array.from({ length: 200 }, (): PatternPart => ({ kind: 'folders' }));
    const started = performance.now();
    expect(partsMatcher([...parts, { kind: 'one', expression: 'x' }])('a/'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
