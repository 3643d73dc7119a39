import { inspectDocument } from './inspect-document';
import { parse } from './parse';
import { renderInspect } from './render-inspect';

const TEXT = `# escape=\\
ARG V=3
FROM --platform=$BUILDPLATFORM python:$V AS build
USER app
RUN --mount=type=cache,target=/x,uid=1000 --mount=type=cache,target=/y,id=$TARGETARCH <<EOF
pip install a
EOF
ONBUILD CMD ["x"]
FROM build
FOO
`;

describe('inspectDocument', () => {
  const document = JSON.parse(JSON.stringify(inspectDocument('f', parse(TEXT)))) as Record<string, unknown>;

  it('holds instructions, stages and mounts', () => {
    expect(document).toMatchObject({
      file: 'f',
      directives: [{ name: 'escape', value: '\\', line: 1 }],
      escape: '\\',
      stages: [
        {
          index: 0,
          name: 'build',
          base: { kind: 'image', reference: 'python:3' },
          startLine: 3,
          endLine: 8,
          user: { kind: 'known', value: 'app' },
        },
        {
          index: 1,
          name: null,
          base: { kind: 'stage', index: 0 },
          platform: null,
          startLine: 9,
          endLine: 10,
        },
      ],
      refused: [{ message: 'unknown instruction: FOO', line: 10, column: 1 }],
    });
    expect(document['instructions']).toMatchObject([
      { name: 'ARG', text: 'V=3' },
      { name: 'FROM', flags: ['--platform=$BUILDPLATFORM'], text: 'python:$V AS build' },
      { name: 'USER' },
      {
        name: 'RUN',
        startLine: 5,
        endLine: 7,
        text: '<<EOF',
        heredocs: [
          { name: 'EOF', expand: true, chomp: false, fileDescriptor: 0, content: 'pip install a\n' },
        ],
      },
      { name: 'ONBUILD', trigger: { name: 'CMD', json: ['x'] } },
      { name: 'FROM' },
      { name: 'FOO' },
    ]);
    expect(document['mounts']).toEqual([
      {
        stage: 0,
        line: 5,
        type: 'cache',
        target: '/x',
        readonly: false,
        required: false,
        uid: 1000,
        unknownKeys: [],
        problems: [],
      },
      {
        stage: 0,
        line: 5,
        type: 'cache',
        target: '/y',
        readonly: false,
        required: false,
        unknownKeys: ['id'],
        problems: [],
      },
    ]);
  });

  it('holds nothing but errors when the file cannot be read', () => {
    expect(inspectDocument('f', parse('RUN <<EOF\n'))).toEqual({
      file: 'f',
      errors: [
        {
          code: 'DOCKERFILE_SYNTAX',
          message: 'unterminated heredoc: no line "EOF" ends it',
          line: 1,
          column: 1,
        },
      ],
    });
  });

  it.each([
    [
      TEXT,
      'f: 7 instructions, 2 stages, 2 mounts\n' +
        '  stage 0 (build), lines 3-8, on python:3, user app, in that of the base image\n' +
        '    line 5: cache mount /x\n' +
        '    line 5: cache mount /y, id not known\n' +
        '  stage 1, lines 9-10, on stage 0, user app, in that of the base image\n' +
        '  line 10: BuildKit refuses it: unknown instruction: FOO\n',
    ],
    ['ENV A\n', 'f:1:1: ENV must have two arguments (DOCKERFILE_SYNTAX)\n'],
  ])('is rendered for people: %j', (text, rendered) => {
    expect(renderInspect(inspectDocument('f', parse(text)))).toBe(rendered);
  });
});
