import * as fc from 'fast-check';

/** A small context and its ignore file. */
export interface ContextCase {
  /** As `treeOf` takes them, without links. */
  readonly paths: readonly string[];
  readonly ignoreText: string;
}

const NAMES = ['a', 'b', 'ab', 'src', 'lib', 'x.md', 'y.txt', '.env', 'x y', 'A', 'a[b', 'x^y', 'a+b'];
const NAME_PATTERNS = [
  '*',
  '**',
  '?',
  '*.md',
  '*.*',
  'a*',
  '*b',
  '**b',
  'a**',
  '[ab]',
  '[^a]',
  '[a-z]*',
  '\\[b',
  'a\\[b',
  '\\*',
  '..',
  '.',
];
const STARTS = ['', '', '', '', '/', './', '**/', '//', ' ', '\t', '#', '../'];
const ENDS = ['', '', '', '', '/', '/**', '/*', '/.', '/..', ' ', '\r', '//', '/**/'];
const BANGS = ['', '', '', '!', '!', '! ', '!!'];

/** A tab within a pattern is more than the protocol between buildx and an engine can carry. */
const UNSENDABLE = /^\s*!!.*\t/m;

/** Contexts with the names and patterns at which readers of ignore files differ. */
export function arbitraryContext(): fc.Arbitrary<ContextCase> {
  return fc.record({ paths: paths(), ignoreText: ignoreText() });
}

function paths(): fc.Arbitrary<string[]> {
  const name = fc.constantFrom(...NAMES);
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  return fc.array(path, { minLength: 4, maxLength: 14 }).map(withoutClashes);
}

/** A name is a file or a folder, not both: the first path wins. */
function withoutClashes(written: readonly string[]): string[] {
  const kept: string[] = [];
  for (const path of written) {
    const clashes = kept.some(
      (other) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    if (!clashes) kept.push(path);
  }
  return kept;
}

function ignoreText(): fc.Arbitrary<string> {
  const part = fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(...NAME_PATTERNS));
  const line = fc
    .tuple(
      fc.constantFrom(...BANGS),
      fc.constantFrom(...STARTS),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...ENDS),
    )
    .map(([bang, start, parts, end]) => `${bang}${start}${parts.join('/')}${end}`);
  const lines = fc.array(
    fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: fc.constant('') }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  return fc
    .tuple(fc.constantFrom('', '', '', '\uFEFF'), lines, fc.constantFrom('\n', ''))
    .map(([mark, each, end]) => `${mark}${each.join('\n')}${end}`)
    .filter((text) => !UNSENDABLE.test(text));
}
