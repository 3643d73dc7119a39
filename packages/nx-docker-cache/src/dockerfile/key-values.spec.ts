import { keyValuesOf } from './key-values';
import { parse } from './parse';

function pairs(text: string) {
  const file = `FROM a\n${text}\n`;
  const result = parse(file);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const { instructions, escape } = result.dockerfile;
  const cut = (range?: { start: number; end: number }) => range && file.slice(range.start, range.end);
  return keyValuesOf(instructions[1]!, escape).map(
    ({ name, value, legacy, range, nameRange, valueRange }) => ({
      name,
      value,
      legacy,
      source: [cut(range), cut(nameRange), cut(valueRange)],
    }),
  );
}

describe('keyValuesOf', () => {
  it('gives every pair of an ENV its own place', () => {
    expect(pairs('ENV A=1 \\\n    B="x y" \\\n# note\n    C=a\\ b D=')).toEqual([
      { name: 'A', value: '1', legacy: false, source: ['A=1', 'A', '1'] },
      { name: 'B', value: '"x y"', legacy: false, source: ['B="x y"', 'B', '"x y"'] },
      { name: 'C', value: 'a\\ b', legacy: false, source: ['C=a\\ b', 'C', 'a\\ b'] },
      { name: 'D', value: '', legacy: false, source: ['D=', 'D', ''] },
    ]);
  });

  it('reads the form with one pair', () => {
    expect(pairs('ENV PATH  /a:/b c=d')).toEqual([
      { name: 'PATH', value: '/a:/b c=d', legacy: true, source: ['PATH  /a:/b c=d', 'PATH', '/a:/b c=d'] },
    ]);
  });

  it('reads ARG without a default', () => {
    expect(pairs('ARG A B=1')).toEqual([
      { name: 'A', value: undefined, legacy: false, source: ['A', 'A', undefined] },
      { name: 'B', value: '1', legacy: false, source: ['B=1', 'B', '1'] },
    ]);
  });

  it('runs over a continuation inside of a pair', () => {
    expect(pairs('ENV A="x \\\n  y"')[0]!.source).toEqual(['A="x \\\n  y"', 'A', '"x \\\n  y"']);
  });

  it('has none for other instructions', () => {
    expect(pairs('RUN A=1')).toEqual([]);
  });
});
