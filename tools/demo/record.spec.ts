import { ofBuild, replaceMarked } from './record';

describe('replaceMarked', () => {
  it('replaces what stands between the markers and nothing else', () => {
    const text = 'before\n<!-- measured:table -->\nold\n<!-- /measured:table -->\nafter';
    expect(replaceMarked(text, 'new\n')).toBe(
      'before\n<!-- measured:table -->\n\nnew\n\n<!-- /measured:table -->\nafter',
    );
  });

  it('refuses a text without markers', () => {
    expect(() => replaceMarked('text', 'new')).toThrow('no place for the table');
  });
});

describe('ofBuild', () => {
  it('keeps the lines of the build, without the prefix of the project', () => {
    const output =
      'npm warn\n> nx run\nbackend: #1 FROM\nbackend: #1 | log\nbackend:   1.0 s RUN\nbackend:   built app\n NX done';
    expect(ofBuild(output)).toBe('#1 FROM\n  1.0 s RUN\n  built app');
  });
});
