import { plainScript } from './plain-script';
import { readScript } from './read-script';

const read = (text: string) => readScript(plainScript(text));
const rows = (text: string) =>
  read(text).commands.map((command) => command.words.map((word) => word.text).join(' '));

describe('readScript', () => {
  it.each([
    ['one command', 'pip install x', ['pip install x']],
    ['a chain', 'a && b || c; d & e', ['a', 'b', 'c', 'd', 'e']],
    ['a pipeline', 'a | b', ['a', 'b']],
    ['an if', 'if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['loops', 'for i in 1 2; do a; done; while b; do c; done', ['a', 'b', 'c']],
    ['a case', 'case x in y) a;; *) b;; esac', ['a', 'b']],
    ['groups', '(a); { b; }', ['a', 'b']],
    ['a function', 'f() { a; }; f', ['a', 'f']],
    ['a substitution after its command', 'echo $(a) `b`', ['echo $(a) `b`', 'a', 'b']],
    ['a substitution in an assignment', 'X=$(a) b', ['b', 'a']],
    ['several lines', 'a\nb # c\n# d\ne', ['a', 'b', 'e']],
    ['prefixes', '! a; time b', ['a', 'b']],
  ])('reads %s', (_, text, expected) => {
    const reading = read(text);
    expect(reading.problems).toEqual([]);
    expect(rows(text)).toEqual(expected);
  });

  it.each([
    ['if a; then b; fi', { a: ['branch', 'condition'], b: ['branch'] }],
    ['while a; do b; done', { a: ['loop', 'condition'], b: ['loop'] }],
    ['(a | b)', { a: ['subshell', 'pipeline'], b: ['subshell', 'pipeline'] }],
    ['a & b', { a: ['background'], b: [] }],
    ['x $(a)', { x: [], a: ['substitution'] }],
  ])('says what stands around each command of %s', (text, expected) => {
    const found = read(text).commands.map(({ words, nesting }) => [words[0]!.value ?? 'x', nesting] as const);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each([
    ['a && b || c; d', ['&&', '||', ';']],
    ['a\nb; c', ['newline', ';']],
    ['a # x; y\nb', ['newline']],
    ['a & b &', ['&', '&']],
    ['a && b &', ['&&', '&']],
  ])('knows the joints of %j', (text, joints) => {
    expect(read(text).commands[0]!.place!.list.joints).toEqual(joints);
  });

  it('gives a place to what can go alone, and none to a part of a pipeline', () => {
    const [a, b, c] = read('a && ! b; c | d').commands;
    expect([a!.place?.index, b!.place?.index, c!.place]).toEqual([0, 1, undefined]);
    expect(b!.place!.list.items[1]).toEqual({ range: { start: 5, end: 8 }, command: b });
  });

  it.each([
    ['plain', 'x', 'x'],
    ['quoted', '"a b"\'c\'', 'a bc'],
    ['escaped', 'a\\ b', 'a b'],
    ['a variable', '"$X"', undefined],
    ['a glob', 'a*', undefined],
    ['a home', '~/x', undefined],
    ['a quoted tilde', '"~/x"', '~/x'],
    ['a substitution', '$(x)', undefined],
    ['braces', 'a{b,c}', undefined],
  ])('knows the value of a word that is %s', (_, text, value) => {
    expect(read(`c ${text}`).commands[0]!.words[1]!.value).toBe(value);
  });

  it('keeps the parts of a word', () => {
    expect(read('rm ~/a "$HOME/b" ${C}/* ${D:-x}').commands[0]!.words.map((word) => word.parts)).toEqual([
      [{ kind: 'text', text: 'rm' }],
      [
        { kind: 'home', user: undefined },
        { kind: 'text', text: '/a' },
      ],
      [
        { kind: 'variable', name: 'HOME', quoted: true },
        { kind: 'text', text: '/b' },
      ],
      [
        { kind: 'variable', name: 'C', quoted: false },
        { kind: 'text', text: '/' },
        { kind: 'glob', text: '*' },
      ],
      [{ kind: 'unknown', text: '${D:-x}' }],
    ]);
  });

  it('reads assignments in front of a program, and as its words', () => {
    const [first, second] = read('A=1 pip x; export B=$C').commands;
    expect(first!.assignments.map(({ name, value }) => [name, value?.value])).toEqual([['A', '1']]);
    expect(second!.words[1]!.parts).toEqual([
      { kind: 'text', text: 'B=' },
      { kind: 'variable', name: 'C', quoted: false },
    ]);
  });

  it('tells the places in the file through a line continuation', () => {
    const file = 'RUN a \\\n  b-c';
    const script = {
      text: 'a   b-c',
      segments: [
        { cooked: 0, source: 4, length: 2 },
        { cooked: 2, source: 8, length: 5 },
      ],
    };
    const { words, range } = readScript(script).commands[0]!;
    expect(words.map((word) => file.slice(word.range.start, word.range.end))).toEqual(['a', 'b-c']);
    expect(file.slice(range.start, range.end)).toBe('a \\\n  b-c');
  });

  it('reports what it cannot read', () => {
    expect(read('if a; then b').problems).not.toEqual([]);
    expect(read('echo "x').problems).not.toEqual([]);
  });
});
