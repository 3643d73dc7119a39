import { parse } from '../dockerfile/parse';
import { buildReads, type BuildChoice, type BuildReads } from './build-reads';

function readsOf(text: string, choice?: BuildChoice): BuildReads {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return buildReads(parsed.dockerfile, choice);
}

const pattern = (text: string) => ({ kind: 'pattern', pattern: text });
const CONTEXT = { kind: 'context' };

describe('what an instruction reads', () => {
  it.each<[string, unknown[]]>([
    ['COPY a b /x/', [pattern('a'), pattern('b')]],
    ['COPY ["a b", "c", "/"]', [pattern('a b'), pattern('c')]],
    ['ARG D=src\nCOPY $D/*.py "${D}/x" y\\* /', [pattern('src/*.py'), pattern('src/x'), pattern('y*')]],
    [
      'ADD https://example.com/a.tar local.tar /',
      [{ kind: 'url', url: 'https://example.com/a.tar', pinned: false }, pattern('local.tar')],
    ],
    [
      'ADD --checksum=sha256:00 https://example.com/a /',
      [{ kind: 'url', url: 'https://example.com/a', pinned: true }],
    ],
    [
      'ADD https://example.com/a.git#main /',
      [{ kind: 'git', url: 'https://example.com/a.git#main', pinned: false }],
    ],
    [
      'ADD git@example.com:a/b.git#0123456789012345678901234567890123456789 /',
      [
        {
          kind: 'git',
          url: 'git@example.com:a/b.git#0123456789012345678901234567890123456789',
          pinned: true,
        },
      ],
    ],
    ['ADD github.com/a/b /', [pattern('github.com/a/b')]],
    ['COPY https://example.com/a /', [pattern('https://example.com/a')]],
    ['COPY <<EOF a /\nx\nEOF', [pattern('a')]],
    ['RUN --mount=type=bind,target=/src true', [{ kind: 'folder', path: '' }]],
    ['RUN --mount=source=app,target=/src true', [{ kind: 'folder', path: 'app' }]],
    [
      'ARG D\nCOPY a$D/b /',
      [
        {
          kind: 'unknown',
          written: 'a$D/b',
          folder: '',
          reason: 'the value of $D is only known to the build',
        },
      ],
    ],
    [
      'ARG TARGETARCH\nCOPY bin/$TARGETARCH/app /',
      [
        {
          kind: 'unknown',
          written: 'bin/$TARGETARCH/app',
          folder: 'bin',
          reason: 'the value of $TARGETARCH is only known to the build',
        },
      ],
    ],
    [
      'ARG D\nRUN --mount=source=a/$D,target=/src true',
      [
        {
          kind: 'unknown',
          written: 'a/$D',
          folder: '',
          reason: 'the value of $D is only known to the build',
        },
      ],
    ],
  ])('%j', (text, sources) => {
    const { reads } = readsOf(`FROM scratch\n${text}\n`);
    expect(reads.map(({ origin }) => origin)).toEqual([CONTEXT]);
    expect(reads[0]!.sources).toEqual(sources);
  });

  it.each(['COPY <<EOF /a\nx\nEOF', 'RUN true', 'RUN --mount=type=cache,target=/c true', 'ENV A=b'])(
    'is nothing for %j',
    (text) => {
      expect(readsOf(`FROM scratch\n${text}\n`).reads).toEqual([]);
    },
  );

  it('has the flags, the place and the stage', () => {
    const { reads } = readsOf(
      'FROM scratch AS a\nRUN true\n\nCOPY --parents --exclude=*.md --exclude=x \\\n  **/y /\nCOPY --parents=false z /\n',
    );
    expect(reads).toMatchObject([
      {
        stage: 0,
        index: 1,
        parents: true,
        excludes: ['*.md', 'x'],
        instruction: { startLine: 4, endLine: 5 },
      },
      { stage: 0, index: 2, parents: false, excludes: [] },
    ]);
  });

  it('takes build arguments and the platform for known', () => {
    const text = 'FROM scratch\nARG D\nARG TARGETARCH\nCOPY $D/$TARGETARCH /\n';
    const { reads } = readsOf(text, { buildArgs: { D: 'bin' }, platform: 'linux/arm64' });
    expect(reads[0]!.sources).toEqual([pattern('bin/arm64')]);
  });
});

describe('where an instruction reads from', () => {
  it.each<[string, unknown]>([
    ['COPY --from=one a /', { kind: 'stage', stage: 0 }],
    ['COPY --from=ONE a /', { kind: 'stage', stage: 0 }],
    ['COPY --from=0 a /', { kind: 'stage', stage: 0 }],
    ['COPY --from=nginx:1 a /', { kind: 'image', reference: 'nginx:1' }],
    ['COPY --from=Extra a /', { kind: 'named-context', name: 'extra' }],
    ['COPY --from=replaced a /', { kind: 'named-context', name: 'replaced' }],
    ['RUN --mount=from=one,target=/x true', { kind: 'stage', stage: 0 }],
    ['RUN --mount=from=0,target=/x true', { kind: 'image', reference: '0' }],
  ])('%s', (text, origin) => {
    const { reads } = readsOf(`FROM a AS one\nFROM b AS replaced\nFROM scratch\n${text}\n`, {
      namedContexts: ['extra', 'replaced'],
    });
    expect(reads.map((read) => read.origin)).toEqual([origin]);
  });

  it('names the images that stages build on', () => {
    const { bases } = readsOf(
      'ARG V\nFROM a:1 AS one\nFROM one AS two\nFROM scratch AS three\nFROM b:$V AS four\nFROM extra AS five\n' +
        'FROM x\nCOPY --from=one . /\nCOPY --from=two . /\nCOPY --from=three . /\nCOPY --from=four . /\nCOPY --from=five . /\n',
      { namedContexts: ['extra'] },
    );
    expect(bases.map(({ stage, origin }) => [stage, origin])).toEqual([
      [0, { kind: 'image', reference: 'a:1' }],
      [3, { kind: 'unknown', written: 'b:$V' }],
      [4, { kind: 'named-context', name: 'extra' }],
      [5, { kind: 'image', reference: 'x' }],
    ]);
  });
});

describe('the stages that a target needs', () => {
  const TEXT =
    'FROM scratch AS base\nCOPY base /\nFROM base AS build\nCOPY build /\nFROM scratch AS tools\nCOPY tools /\n' +
    'FROM scratch AS unused\nCOPY unused /\nFROM base AS final\nCOPY --from=build /x /\nRUN --mount=from=tools,target=/t true\n';

  it.each<[string | undefined, number[]]>([
    [undefined, [0, 1, 2, 4]],
    ['final', [0, 1, 2, 4]],
    ['Build', [0, 1]],
    ['tools', [2]],
    ['none', [0, 1, 2, 3, 4]],
  ])('%s', (target, expected) => {
    const { stages } = readsOf(TEXT, { target });
    expect(stages.map(({ index }) => index)).toEqual(expected);
  });

  it('are all that have a name above a stage whose base only the build knows', () => {
    const text =
      'FROM scratch AS base-amd64\nCOPY amd64 /\nFROM scratch AS base-arm64\nCOPY arm64 /\nFROM scratch\nCOPY none /\n' +
      'FROM base-${TARGETARCH}\nCOPY app /\n';
    expect(readsOf(text, {}).stages.map(({ index }) => index)).toEqual([0, 1, 3]);
    expect(readsOf(text, { platform: 'linux/arm64' }).stages.map(({ index }) => index)).toEqual([1, 3]);
  });

  it('are not those that a named context stands in for', () => {
    const { stages, bases } = readsOf(TEXT, { namedContexts: ['base'] });
    expect(stages.map(({ index }) => index)).toEqual([1, 2, 4]);
    expect(bases.map(({ stage, origin }) => [stage, origin])).toEqual([
      [1, { kind: 'named-context', name: 'base' }],
      [4, { kind: 'named-context', name: 'base' }],
    ]);
  });

  it('read in the triggers of their base too', () => {
    const { reads } = readsOf(
      'FROM scratch AS base\nARG D=x\nONBUILD COPY trigger /\nFROM base\nCOPY own /\n',
    );
    expect(reads.map(({ stage, index, sources }) => [stage, index, sources])).toEqual([
      [1, 0, [pattern('trigger')]],
      [1, 1, [pattern('own')]],
    ]);
  });
});
