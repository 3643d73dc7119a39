import { sourceOffset } from './cooked-text';
import { parse } from './parse';
import { runScript } from './run-script';

function script(text: string) {
  const file = `FROM a\n${text}\n`;
  const result = parse(file);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return { file, script: runScript(result.dockerfile.instructions[1]!) };
}

describe('runScript', () => {
  it('is the cooked text in shell form', () => {
    expect(script('RUN --network=none a \\\n# c\n && b').script).toMatchObject({
      kind: 'shell',
      text: { text: 'a  && b' },
    });
  });

  it('is the body of a heredoc that stands alone', () => {
    expect(script('RUN <<EOF\npip install a\nEOF').script).toMatchObject({
      kind: 'heredoc',
      interpreter: undefined,
      text: { text: 'pip install a\n' },
    });
  });

  it('names the interpreter', () => {
    expect(script('RUN <<EOF\n#! /usr/bin/env python3\nprint()\nEOF').script).toMatchObject({
      kind: 'heredoc',
      interpreter: '/usr/bin/env python3',
    });
  });

  it('strips tabs after <<- and keeps the places', () => {
    const { file, script: found } = script('RUN <<-EOF\n\ta\n\t\tb\n\n\tEOF');
    if (found?.kind !== 'heredoc') throw new Error('no heredoc');
    expect(found.text.text).toBe('a\nb\n\n');
    expect(file[sourceOffset(found.text, 2)]).toBe('b');
  });

  it('keeps heredocs beside a command', () => {
    expect(script('RUN cat <<EOF > x\na\nEOF').script).toMatchObject({
      kind: 'shell',
      text: { text: 'cat <<EOF > x' },
      heredocs: [{ name: 'EOF', content: 'a\n' }],
    });
  });

  it('is the words in JSON form, and nothing for other instructions', () => {
    expect(script('RUN ["a", "b"]').script).toMatchObject({
      kind: 'exec',
      words: [{ value: 'a' }, { value: 'b' }],
    });
    expect(script('CMD a').script).toBeUndefined();
  });
});
