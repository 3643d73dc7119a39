import { parse } from '../dockerfile/parse';
import { runCommands } from './run-commands';

function read(run: string, shell?: readonly string[]) {
  const parsed = parse(`FROM x\n${run}\n`);
  if (!parsed.ok) throw new Error('does not parse');
  const { dockerfile } = parsed;
  const commands = runCommands(dockerfile.instructions[1]!, shell);
  if (commands?.ok !== true) return commands;
  return commands.invocations.map(({ words }) =>
    words.map(({ range }) => dockerfile.text.slice(range.start, range.end)),
  );
}

describe('runCommands', () => {
  it.each([
    ['shell form', 'RUN a b && c', [['a', 'b'], ['c']]],
    ['continuations and comments', 'RUN a \\\n# no\n  b', [['a', 'b']]],
    ['a word over two lines', 'RUN a b\\\nc', [['a', 'b\\\nc']]],
    ['JSON form', 'RUN ["a", "b c"]', [['"a"', '"b c"']]],
    [
      'JSON form with a script',
      'RUN ["sh", "-c", "a b"]',
      [
        ['"sh"', '"-c"', '"a b"'],
        ['a', 'b'],
      ],
    ],
    ['a heredoc script', 'RUN <<EOF\na b\nc\nEOF', [['a', 'b'], ['c']]],
    ['a heredoc with tabs stripped', 'RUN <<-EOF\n\ta b\n\tc\n\tEOF', [['a', 'b'], ['c']]],
    ['a heredoc with CRLF', 'RUN <<EOF\r\na b\r\nc\r\nEOF\r', [['a', 'b\r'], ['c\r']]],
    [
      'a heredoc as input of a shell',
      'RUN bash -e <<EOF\na b\nEOF',
      [
        ['bash', '-e'],
        ['a', 'b'],
      ],
    ],
    ['a heredoc that is data', 'RUN cat <<EOF > f && c\na b\nEOF', [['cat'], ['c']]],
    ['two heredocs', 'RUN sh <<A && sh <<B\nx\nA\ny\nB', [['sh'], ['x'], ['sh'], ['y']]],
    ['flags left out', 'RUN --network=none a', [['a']]],
  ])('reads %s', (_, run, expected) => {
    expect(read(run)).toEqual(expected);
  });

  it.each([
    ['RUN a', ['powershell', '-Command'], 'shell-not-posix'],
    ['RUN a', ['cmd', '/S', '/C'], 'shell-not-posix'],
    ['RUN <<EOF\n#!/usr/bin/env python3\na\nEOF', undefined, 'heredoc-interpreter'],
    ['RUN if a', undefined, 'script-unreadable'],
  ])('declines %s in %s', (run, shell, reason) => {
    expect(read(run, shell)).toMatchObject({ ok: false, reason });
  });

  it.each([
    [['/bin/bash', '-o', 'pipefail', '-c']],
    [['/bin/ash', '-eo', 'pipefail', '-c']],
    [['conda', 'run', '-n', 'x', '/bin/bash', '-c']],
    [['/usr/bin/env', 'bash', '-c']],
  ])('reads scripts for %s', (shell) => {
    expect(read('RUN a', shell)).toEqual([['a']]);
  });
});
