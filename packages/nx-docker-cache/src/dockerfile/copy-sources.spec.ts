import { copySources } from './copy-sources';
import { parse } from './parse';

function copy(text: string) {
  const file = `FROM a\n${text}\n`;
  const result = parse(file);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const found = copySources(result.dockerfile.instructions[1]!);
  return (
    found && {
      sources: found.sources.map((word) => word.text),
      destination: found.destination?.text,
      from: found.from,
      excludes: found.excludes,
      heredocs: found.heredocs.map((heredoc) => heredoc.name),
      places: found.sources.map(({ range }) => file.slice(range.start, range.end)),
    }
  );
}

const NOTHING = { from: undefined, excludes: [], heredocs: [] };

describe('copySources', () => {
  it.each([
    ['COPY a b /c/', { ...NOTHING, sources: ['a', 'b'], destination: '/c/', places: ['a', 'b'] }],
    ['COPY a\\\nb c', { ...NOTHING, sources: ['ab'], destination: 'c', places: ['a\\\nb'] }],
    ['ADD ["a b", "c"]', { ...NOTHING, sources: ['a b'], destination: 'c', places: ['"a b"'] }],
    [
      'COPY --from=x --exclude=*.md --exclude=y a b',
      { ...NOTHING, from: 'x', excludes: ['*.md', 'y'], sources: ['a'], destination: 'b', places: ['a'] },
    ],
    [
      'COPY a <<E b /c\nx\nE',
      { ...NOTHING, heredocs: ['E'], sources: ['a', 'b'], destination: '/c', places: ['a', 'b'] },
    ],
    ['COPY a', { ...NOTHING, sources: [], destination: undefined, places: [] }],
    ['RUN a b', undefined],
  ])('%j', (text, expected) => {
    expect(copy(text)).toEqual(expected);
  });
});
