import * as fc from 'fast-check';

/**
 * Texts that look like Dockerfiles: every part of the grammar, well-formed or slightly off, so that the two parsers
 * meet where it matters. Lines of all kinds come in any order.
 */
export function arbitraryDockerfile(): fc.Arbitrary<string> {
  return fc
    .record({
      mark: rarely('\uFEFF'),
      directives: fc.array(directive, { maxLength: 2 }),
      lines: fc.array(line, { maxLength: 12 }),
      end: fc.constantFrom('\n', '', '\r\n', ' \\', '\\\n'),
      eol: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\r\n'),
      escape: fc.constantFrom('\\', '\\', '\\', '`'),
    })
    .map(({ mark, directives, lines, end, eol, escape }) => {
      const body = [...directives, ...lines].join('\n') + end;
      const escaped = escape === '`' ? `# escape=\`\n${body.replaceAll('\\', '`')}` : body;
      return mark + escaped.replaceAll('\n', eol);
    });
}

function rarely(text: string): fc.Arbitrary<string> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant(text) });
}

function concat(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => texts.join(''));
}

function repeated(part: fc.Arbitrary<string>, maxLength: number, separator = ''): fc.Arbitrary<string> {
  return fc.array(part, { maxLength }).map((parts) => parts.join(separator));
}

const blank = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  ' ',
  '  ',
  '\t',
  '\v',
  '\f',
  '\r',
  '\u00a0',
  '\u2003',
  ' \\\n',
  ' \\ \t\n  ',
  ' \\\n# note\n',
  ' \\\n\n\t',
);

const directive = fc.constantFrom(
  '# syntax=docker/dockerfile:1',
  '#syntax = docker/dockerfile:1.7  ',
  '# escape=\\',
  '# ESCAPE = `',
  '# escape=x',
  '# check=skip=all;error=true',
  '# foo=bar',
  '#',
  '',
  '  # syntax=x',
);

const comment = fc.constantFrom(
  '# a comment',
  '#',
  '  # indented',
  '\t#tab',
  '# escape=`',
  '#\\',
  '\u00a0# nbsp',
  '# $x <<EOF',
);

const word = fc.constantFrom(
  'a',
  'echo',
  'install',
  '/x/y',
  '.',
  '$x',
  '${x}',
  '${x:-y}',
  '"q w"',
  "'s t'",
  '"open',
  "it's",
  'é',
  '元',
  '😀',
  '\u0000',
  '\\',
  '\\\\',
  '\\"',
  '\\ ',
  '&&',
  '|',
  '#',
  'a#b',
  '-x',
  '--',
  '--y=1',
  'a=b',
  '=',
  '[',
  ']',
  '<',
  '<<',
  'x<<EOF',
  ',',
  '\u0085',
);

const words = repeated(word, 5, ' ').chain((text) => repeated(blank, 1).map((gap) => text.replace(' ', gap)));

const flagText = fc.constantFrom(
  '--mount=type=cache,target=/x',
  '--mount=type=bind,source=a,target=/b',
  '--network=none',
  '--link',
  '--from=build',
  '--chown=a:b',
  '--platform=$BUILDPLATFORM',
  '--exclude="*.md"',
  "--x='a b'",
  '--x=a\\ b',
  '--x="a\\"b"',
  '--x=é',
  '--x=元',
  '--x=à',
  '--Ⅰ',
  '--',
  '---',
  '-x',
  '--x=',
  '--x="open',
  '--mount=type=cache,\\\ntarget=/x',
  '--x="a\\\nb"',
  '--X=Y',
  '--interval=5s',
);

const flags = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: repeated(concat(flagText, blank), 3) },
);

const json = fc.constantFrom(
  '["a"]',
  '["a", "b"]',
  '[ "a" , "b" ] ',
  '[]',
  '["a",]',
  "['a']",
  '["a"',
  '[1]',
  '["a", null]',
  '[1e999]',
  '["\\u00e9\\n"]',
  '["\\ud800"]',
  '[["a"]]',
  '["a"] b',
  '[{"a": [1e999]}]',
  '["a",\\\n "b"]',
  '["a\\b"]',
  '["\t"]',
  '["😀"]',
  '["<<EOF"]',
);

const heredocWord = fc.constantFrom(
  '<<EOF',
  '<<-EOF',
  '<<"EOF"',
  "<<'E F'",
  '<< EOF',
  '3<<EOF',
  '<<E"O"F',
  '<<\\EOF',
  '<<$x',
  '<<${x:-y}',
  '<<""',
  '<<a <<b',
  'cat<<EOF',
  '<<<EOF',
  '<<EOF>x',
  '<<a<b',
  '<<-\\\n EOF',
);

const heredocEnd = fc.constantFrom('EOF', '\tEOF', 'EOF ', 'E F', 'a\nb', '$x', 'EOF\r', '  EOF', '${x:-y}');

const heredocBody = repeated(fc.constantFrom('echo hi\n', '\tx \\\n', '# c\n', '\n', 'FROM x\n'), 2);

const heredoc = concat(
  repeated(word, 2, ' '),
  fc.constantFrom(' ', ''),
  heredocWord,
  fc.constantFrom('', ' b', ' && c'),
  fc.constant('\n'),
  heredocBody,
  heredocEnd,
);

const pairs = repeated(
  concat(
    fc.constantFrom('a', 'B_1', '"k"', '$k', 'é', ''),
    fc.constantFrom('=', '=', '=', ' ', ''),
    fc.constantFrom('v', '"a b"', "'c d'", 'a\\ b', '"a\\"b"', '$x', '', 'x=y', '"open', 'a\\', '"\\'),
  ),
  3,
  ' ',
).chain((text) => repeated(blank, 1).map((gap) => text.replace(' ', gap)));

const keyword = fc.constantFrom(
  'RUN',
  'run',
  'Run',
  'COPY',
  'ADD',
  'CMD',
  'ENTRYPOINT',
  'SHELL',
  'VOLUME',
  'HEALTHCHECK CMD',
  'HEALTHCHECK',
  'FROM',
  'EXPOSE',
  'USER',
  'WORKDIR',
  'STOPSIGNAL',
  'MAINTAINER',
  'XYZ',
  'RU\\\nN',
  'wor\u212adir',
  'F\u00a0ROM',
);

const onbuild = fc.constantFrom(
  '',
  '',
  '',
  '',
  'ONBUILD ',
  'onbuild\t',
  'ONBUILD ONBUILD ',
  'ONBUILD --x=1 ',
);

const indent = fc.constantFrom('', '', '', '  ', '\t', '\u00a0');

const tail = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  ' \\',
  ' \\\n',
  ' \\\n\n# c\n',
  '\\\\',
  '\\\\\\',
  '\r',
  '\u00a0',
  ' \\\r',
  '\\ x',
);

const line = fc.oneof(
  { weight: 3, arbitrary: concat(indent, onbuild, keyword, blank, flags, words, tail) },
  { weight: 2, arbitrary: concat(indent, onbuild, keyword, blank, flags, json, tail) },
  {
    weight: 2,
    arbitrary: concat(
      indent,
      onbuild,
      fc.constantFrom('RUN', 'COPY', 'ADD', 'CMD', 'run'),
      blank,
      flags,
      heredoc,
    ),
  },
  {
    weight: 2,
    arbitrary: concat(
      indent,
      onbuild,
      fc.constantFrom('ENV', 'LABEL', 'ARG', 'env'),
      blank,
      flags,
      pairs,
      tail,
    ),
  },
  { weight: 1, arbitrary: comment },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\\',
      ' \\ ',
      '\u00a0',
      '\r',
      'ONBUILD',
      'RUN',
      'ENV',
      'ENV a',
      'FROM a AS b',
    ),
  },
);
