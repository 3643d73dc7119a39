import * as fc from 'fast-check';

/** A word to expand and the variables it may name. */
export interface WordCase {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly escape: '\\' | '`';
  readonly rawQuotes: boolean;
  readonly rawEscapes: boolean;
  readonly ignoreQuotes: boolean;
  readonly keepUnset: boolean;
}

const PLAIN = [
  'a',
  'b',
  'foo',
  '/',
  '.',
  ' ',
  '  ',
  '\t',
  'é',
  '😀',
  '*',
  '?',
  '\u00a0',
  '\u0000',
  '=',
  ':',
  '$',
  '{',
  '}',
  '<',
  '<<',
  '<<\t',
  '#',
];
const QUOTING = ['"', "'", '\\', '`', '\\"', '\\$', '\\\\', "\\'", '\\}', '\\/', '\\*', '`*', '\\x'];
const NAMES = ['x', 'y', 'EMPTY', 'UNSET', '_a1', '1', '12', '@', '#', '-', 'é', ''];
const OPERATORS = [
  '',
  ':-',
  '-',
  ':+',
  '+',
  ':?',
  '?',
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  ':',
  ':#',
  '!',
  '^',
  ':x',
];
const VALUES = [
  '',
  'v',
  'a b',
  'foo.tar.gz',
  '/usr/local/bin',
  'aaa',
  '*',
  '$x',
  "it's",
  'a\nb',
  'ééa',
  '$0-$1-${x}$$',
  'a/b/c',
];

const text: fc.Arbitrary<string> = fc.letrec<{ piece: string; text: string; variable: string }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
    { weight: 2, arbitrary: fc.constantFrom(...QUOTING) },
    { weight: 1, arbitrary: tie('text').map((text) => `"${text}"`) },
    { weight: 1, arbitrary: tie('text').map((text) => `'${text}'`) },
    { weight: 3, arbitrary: tie('variable') },
  ),
  text: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  variable: fc.oneof(
    fc.constantFrom(...NAMES).map((name) => `$${name}`),
    fc.constantFrom(...NAMES).map((name) => `\${${name}}`),
    fc
      .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...OPERATORS), tie('text'))
      .map(([name, operator, text]) => `\${${name}${operator}${text}}`),
    fc
      .tuple(fc.constantFrom('x', 'y'), fc.constantFrom('/', '//'), tie('text'), tie('text'))
      .map(([name, slash, pattern, text]) => `\${${name}${slash}${pattern}/${text}}`),
  ),
})).text;

const mostlyNot = fc.integer({ min: 0, max: 3 }).map((number) => number === 0);

/** Words for the shell lexer: quotes, escapes, every form of substitution, and what is nearly one. */
export function arbitraryWord(): fc.Arbitrary<WordCase> {
  const value = fc.constantFrom(...VALUES);
  return fc.record({
    text: fc.array(text, { maxLength: 3 }).map((texts) => texts.join('')),
    environment: fc.record({ x: value, y: value, EMPTY: fc.constant(''), _a1: value }),
    escape: fc.constantFrom<'\\' | '`'>('\\', '\\', '`'),
    rawQuotes: mostlyNot,
    rawEscapes: mostlyNot,
    ignoreQuotes: mostlyNot,
    keepUnset: mostlyNot,
  });
}
