/** What has broken readers before: openings without an end, escapes, other line ends, characters that are none. */
const PIECES = [
  '\\\n',
  '\\',
  '<<EOF\n',
  '<<-"x"\n',
  '$(',
  '$((',
  '${',
  '${a:-',
  '`',
  '"',
  "'",
  '\0',
  '\r\n',
  '\r',
  '\t',
  '\u00a0',
  '\u2028',
  '\uFEFF',
  '\ud800',
  '\u{1F600}',
  '--mount=type=cache,target=',
  '# syntax=docker/dockerfile:1\n',
  '# escape=`\n',
  'ONBUILD ',
  '**/',
  '!',
  '[',
  ']',
  '[[:',
  '{',
  '}',
  ':',
  ',',
  '&a ',
  '*a',
  '<<: ',
  '- ',
  '../',
  '/etc/passwd',
  '__proto__',
  'constructor',
  '1e999',
  '-1',
  'null',
  'true',
  '9'.repeat(400),
  'a'.repeat(20_000),
  '('.repeat(3000),
  '['.repeat(3000),
  '{"a":'.repeat(2000),
  '${a:-'.repeat(2000),
  '"$('.repeat(1000),
  '**/'.repeat(300),
  '*a'.repeat(300),
  ' \\\n'.repeat(2000),
] as const;

/** @returns a number from 0 up to, and without, 1 */
export type Random = () => number;

/** One of the seeds after one to six changes. */
export function mutated(seeds: readonly string[], random: Random): string {
  let text = pick(seeds, random);
  const changes = 1 + Math.floor(random() * 6);
  const most = pick(MOST_CHARACTERS, random);
  for (let change = 0; change < changes; change += 1)
    text = pick(CHANGES, random)(text, { seeds, random }).slice(0, most);
  return text;
}

/**
 * The largest has some three times a usual Dockerfile: the time that a reader may take is counted for such texts. Most are small,
 * so that there are many of them.
 */
const MOST_CHARACTERS = [1_000, 1_000, 1_000, 2_000, 2_000, 4_000, 8_000];

interface Surroundings {
  readonly seeds: readonly string[];
  readonly random: Random;
}

type Change = (text: string, surroundings: Surroundings) => string;

const CHANGES: readonly Change[] = [
  (text, { random }) => {
    const [start, end] = range(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, { random }) => {
    const [start, end] = range(text, random);
    const times = pick([2, 3, 50, 1000], random);
    return text.slice(0, start) + text.slice(start, end).repeat(times).slice(0, 20_000) + text.slice(end);
  },
  (text, { random }) => insert(text, pick(PIECES, random), random),
  (text, { random }) => insert(text, pick(PIECES, random), random),
  (text, { random }) => insert(text, String.fromCodePoint(Math.floor(random() * 0x250)), random),
  (text, { seeds, random }) => {
    const other = pick(seeds, random);
    const [start, end] = range(other, random);
    return insert(text, other.slice(start, end), random);
  },
  (text, { random }) => text.slice(0, place(text, random)),
  (text, { random }) => {
    const lines = text.split('\n');
    return lines.sort(() => random() - 0.5).join('\n');
  },
];

function insert(text: string, piece: string, random: Random): string {
  const at = place(text, random);
  return text.slice(0, at) + piece + text.slice(at);
}

function place(text: string, random: Random): number {
  return Math.floor(random() * (text.length + 1));
}

function range(text: string, random: Random): readonly [number, number] {
  const [one, other] = [place(text, random), place(text, random)];
  return one < other ? [one, other] : [other, one];
}

function pick<T>(choices: readonly T[], random: Random): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
}
