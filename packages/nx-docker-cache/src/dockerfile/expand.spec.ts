import * as fc from 'fast-check';
import { expandHeredoc, expandWord, expandWords, type Variable } from './expand';
import { arbitraryWord } from './testing/arbitrary-word';

const VALUES: Readonly<Record<string, string>> = {
  x: 'foo.tar.gz',
  empty: '',
  path: '/usr/local/bin',
  spaced: 'a b',
};

function lookup(name: string): Variable {
  if (name.startsWith('later')) return { kind: 'unknown' };
  const value = VALUES[name];
  return value === undefined ? { kind: 'unset' } : { kind: 'set', value };
}

describe('expandWord', () => {
  it.each([
    ['$x', 'foo.tar.gz'],
    ['${x}y', 'foo.tar.gzy'],
    ['$none-', '-'],
    ['${none:-w}', 'w'],
    ['${empty:-w}', 'w'],
    ['${empty-w}', ''],
    ['${x:+w}', 'w'],
    ['${empty:+w}', ''],
    ['${empty+w}', 'w'],
    ['${x#*.}', 'tar.gz'],
    ['${x##*.}', 'gz'],
    ['${x%.*}', 'foo.tar'],
    ['${x%%.*}', 'foo'],
    ['${path/\\//-}', '-usr/local/bin'],
    ['${path//\\//-}', '-usr-local-bin'],
    ['${x/o/0}', 'f0o.tar.gz'],
    ['${none:-${x}}', 'foo.tar.gz'],
    ['"$x"', 'foo.tar.gz'],
    ["'$x'", '$x'],
    ['\\$x', '$x'],
    ['a\\ b', 'a b'],
    ['"a\\"b"', 'a"b'],
    ['$', '$'],
  ])('%s is %s', (word, value) => {
    expect(expandWord(word, lookup)).toEqual({ kind: 'known', value });
  });

  it.each([
    ['/opt/bin:$later', ['later'], '/opt/bin:$later'],
    ['${later:-a}$x', ['later'], '${later:-a}foo.tar.gz'],
    ['${later/a/b}-$later2', ['later', 'later2'], '${later/a/b}-$later2'],
    ['${x#$later}', ['later'], 'foo.tar.gz'],
  ])('%s is not known', (word, variables, partial) => {
    expect(expandWord(word, lookup)).toEqual({ kind: 'unknown', variables, partial });
  });

  it.each([
    ['${x:-$later}', 'foo.tar.gz'],
    ['${none:+$later}', ''],
    ['${x:?$later}', 'foo.tar.gz'],
  ])('%s needs no unknown variable', (word, value) => {
    expect(expandWord(word, lookup)).toEqual({ kind: 'known', value });
  });

  it.each([
    ['${none:?no such thing}', 'none: no such thing'],
    ['${empty:?}', 'empty: is not allowed to be empty'],
    ['${none?}', 'none: is not allowed to be unset'],
    ['${x', 'unsupported modifier (\uFFFD) in substitution'],
    ['${x:-a', "syntax error: missing '}'"],
    ['${}', 'syntax error: bad substitution'],
    ['"a', 'unexpected end of statement while looking for matching double-quote'],
    ['${x^}', 'unsupported modifier (^) in substitution'],
    ['${x#\\a}', "invalid pattern (\\a) in substitution: invalid escape '\\a'"],
  ])('%s is refused', (word, message) => {
    expect(expandWord(word, lookup)).toEqual({ kind: 'invalid', message });
  });

  it.each(['$big$big', '${big:-}$big', '${big//a/bbb}', '$big${big/a/b}'])(
    'does not know %s where no command could be given it',
    (word) => {
      const big = (name: string): Variable =>
        name === 'big' ? { kind: 'set', value: 'a'.repeat(100_000) } : { kind: 'unset' };
      expect(expandWord(word, big)).toMatchObject({ kind: 'unknown', variables: ['big'] });
      expect(expandWord('$big', big)).toMatchObject({ kind: 'known' });
    },
  );

  it('takes the escape of the file', () => {
    expect(expandWord('C:\\x`$y', lookup, '`')).toEqual({ kind: 'known', value: 'C:\\x$y' });
  });

  it('is total, and knows all when all variables are known', () => {
    fc.assert(
      fc.property(arbitraryWord(), ({ text, environment, escape }) => {
        const known = expandWord(text, (name) => ({ kind: 'set', value: environment[name] ?? '' }), escape);
        expect(known.kind).not.toBe('unknown');
        const nothing = expandWord(text, () => ({ kind: 'unknown' }), escape);
        if (nothing.kind === 'known' && known.kind !== 'invalid') expect(known).toEqual(nothing);
      }),
    );
  });
});

describe('expandWords', () => {
  it('splits after the substitution, but not inside of quotes', () => {
    expect(expandWords('a $spaced "$spaced" c\\ d', lookup)).toEqual({
      kind: 'known',
      words: ['a', 'a', 'b', 'a b', 'c d'],
    });
  });

  it('forgets the beginning of a word in front of braces with an operator, as BuildKit does', () => {
    expect(expandWords('abc${x:-y}d', lookup)).toEqual({ kind: 'known', words: ['foo.tar.gzd'] });
  });
});

describe('expandHeredoc', () => {
  it('leaves quotes alone', () => {
    expect(expandHeredoc('echo "$x" \'$x\' \\$x', lookup)).toEqual({
      kind: 'known',
      value: 'echo "foo.tar.gz" \'foo.tar.gz\' $x',
    });
  });
});
