import { replaceMarked } from './marked-text';

describe('replaceMarked', () => {
  it('replaces what stands between the markers of a name and nothing else', () => {
    const text =
      'before\n<!-- measured:a -->\nold\n<!-- /measured:a -->\n<!-- measured:b -->\n<!-- /measured:b -->';
    expect(replaceMarked(text, 'a', 'new\n')).toBe(
      'before\n<!-- measured:a -->\n\nnew\n\n<!-- /measured:a -->\n<!-- measured:b -->\n<!-- /measured:b -->',
    );
  });

  it('refuses a text without markers', () => {
    expect(() => replaceMarked('<!-- measured:b -->', 'a', 'new')).toThrow('no place');
  });
});
