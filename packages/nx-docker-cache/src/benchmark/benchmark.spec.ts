import { sentFiles, type SentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { projectOfTexts } from '../upgrade/testing/project-of-texts';
import { withBust } from './bust';
import { emptyMounts } from './empty-mounts';
import { indexText, observingDockerfile, readObservation, shownIndex } from './observe-index';
import { codeChange, packageChange } from './plan-changes';
import { renderChart } from './render-chart';
import { renderMarkdown, renderTable, savedText, seconds } from './render-table';
import type { BenchmarkReport } from './report';
import { cellsOf, mountsWithoutEffect, type Sample } from './results';
import type { Row } from './rows';
import { schedule } from './schedule';
import { otherProject } from './other-project';
import { makeVariants, VARIANT_NAMES, type Variant } from './variants';

const context = (files: Readonly<Record<string, string>>): SentFiles => {
  const sent = sentFiles(projectOfTexts(files), undefined);
  if (sent === undefined) throw new Error('the ignore file is not valid');
  return sent;
};

describe('withBust', () => {
  it.each([
    ['FROM a\nRUN x\n', 'FROM a\nARG NX_DOCKER_CACHE_BENCHMARK\nRUN x\n'],
    [
      '# syntax=x\nARG V\nFROM a AS b\r\nFROM b',
      '# syntax=x\nARG V\nFROM a AS b\r\nARG NX_DOCKER_CACHE_BENCHMARK\nFROM b\nARG NX_DOCKER_CACHE_BENCHMARK\n',
    ],
    ['FROM a \\\n  AS b\nRUN x', 'FROM a \\\n  AS b\nARG NX_DOCKER_CACHE_BENCHMARK\nRUN x'],
  ])('%j', (text, expected) => {
    const parsed = parse(text);
    expect(parsed.ok && withBust(parsed.dockerfile)).toBe(expected);
  });
});

it('gives further arguments to all stages', () => {
  const parsed = parse('FROM a\nRUN x\nFROM b\n');
  expect(parsed.ok && withBust(parsed.dockerfile, ['A'])).toBe(
    'FROM a\nARG NX_DOCKER_CACHE_BENCHMARK\nARG A\nRUN x\nFROM b\nARG NX_DOCKER_CACHE_BENCHMARK\nARG A\n',
  );
});

describe('emptyMounts', () => {
  const of = (text: string): string | undefined => {
    const parsed = parse(text);
    return parsed.ok ? emptyMounts(parsed.dockerfile, 'built:1') : undefined;
  };

  it('takes each mount as it is written: another owner is another mount', () => {
    const text = [
      'FROM a AS b',
      'RUN --mount=type=cache,target=/c,uid=1000 x',
      'FROM b',
      'RUN --mount=type=cache,target=/c,uid=1000 --mount=type=bind,target=/d y',
      'RUN --mount=type=cache,id=z-$TARGETARCH,target=/e z',
    ].join('\n');
    expect(of(text)?.split('\n')).toEqual([
      'FROM built:1',
      'ARG TARGETARCH',
      'USER 0',
      'RUN --mount=type=cache,target=/c,uid=1000 rm -rf /c/* /c/.[!.]*',
      'RUN --mount=type=cache,id=z-$TARGETARCH,target=/e rm -rf /e/* /e/.[!.]*',
      '',
    ]);
  });

  it('is nothing without mounts', () => {
    expect(of('FROM a\nRUN x\n')).toBeUndefined();
  });
});

describe('packageChange', () => {
  const files: Readonly<Record<string, string>> = {
    'requirements.txt': 'iniconfig==2.0.0\nflask',
    'requirements.base.txt': '# nx-docker-cache: a snapshot of requirements.txt\nflask==1\n',
    'requirements/prod.txt': 'flask\n',
    'hashed-requirements.txt': 'a==1 --hash=sha256:a\n',
    'odd-requirements.txt': 'a==${V}\n',
    'app.py': '',
  };
  const change = (taken: readonly string[], wanted?: string) =>
    packageChange(taken, (path) => files[path], wanted);

  it.each<[string, readonly string[], string | undefined, object]>([
    ['one that is not there yet', ['app.py', 'requirements.txt'], undefined, { append: '\ntoolz==0.12.1\n' }],
    ['the one that is asked for', ['requirements/prod.txt'], 'x==1', { append: 'x==1\n' }],
    ['no snapshot', ['requirements.base.txt', 'requirements.txt'], 'x', { path: 'requirements.txt' }],
    ['none without hashes where all have some', ['hashed-requirements.txt'], 'x==1', { kind: 'none' }],
    ['one with hashes', ['hashed-requirements.txt'], 'x==1 --hash=sha256:b', { kind: 'change' }],
    ['none where a line is not understood', ['odd-requirements.txt'], undefined, { kind: 'none' }],
    ['none where there are no requirements', ['app.py'], undefined, { kind: 'none' }],
  ])('adds %s', (_, taken, wanted, expected) => {
    expect(change(taken, wanted)).toMatchObject(expected);
  });
});

it.each<[readonly string[], object]>([
  [['Makefile', 'package.json', 'setup.py', 'src/a.py', 'src/b.py'], { path: 'src/a.py', append: '\n' }],
  [['setup.py', 'data.bin'], { kind: 'none' }],
])('changes a source file among %j', (taken, expected) => {
  expect(codeChange(taken)).toMatchObject(expected);
});

describe('schedule', () => {
  it('lets the variants take turns, with another one first each time', () => {
    const sequences = schedule(['now', 'uv'], 3);
    expect(sequences.map(({ variant, repetition }) => `${variant} ${repetition}`)).toEqual([
      ...['now 1', 'uv 1'],
      ...['uv 2', 'now 2'],
      ...['now 3', 'uv 3'],
    ]);
  });
});

describe('makeVariants', () => {
  const OLD = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n';
  const files = context({
    'requirements.txt': '# This file is autogenerated by pip-compile\nflask==3.0.3\n',
    'app.py': '',
  });
  const make = (now: string, before?: string, wanted: readonly Variant[] = VARIANT_NAMES) =>
    makeVariants(wanted, { before, now, files, complete: false });

  it('makes every upgrade of a Dockerfile, and leaves out what is the same', () => {
    const made = make(OLD, OLD);
    expect(made.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'made before',
      'left-out now',
      'made mounts',
      'made split',
      'made uv',
      'made uv-split',
      'made compiled',
      'made uv-uncompiled',
    ]);
    expect(made[1]).toMatchObject({ why: 'it is the same as “as it was”' });
    const [split, compiled, uncompiled] = made.slice(-3);
    expect(split?.kind === 'made' && [...split.files.keys()]).toEqual(['requirements.base.txt']);
    expect(split?.kind === 'made' && split.text).toContain('/opt/uv/uv pip install --system');
    expect(uncompiled?.kind === 'made' && uncompiled.text).toContain('/opt/uv/uv pip install --system -r');
    expect(compiled?.kind === 'made' && compiled.text).toContain('/opt/pip-compile/pip install --no-compile');
  });

  it('says that nothing was before', () => {
    expect(make(OLD, undefined, ['before', 'now'])).toMatchObject([
      { kind: 'left-out', name: 'before', why: 'there is no earlier Dockerfile' },
      { kind: 'made', name: 'now' },
    ]);
  });
});

describe('the index', () => {
  const of = (text: string, names: readonly string[] = ['pip', 'flask']): string | undefined => {
    const parsed = parse(text);
    return parsed.ok ? observingDockerfile(parsed.dockerfile, names) : undefined;
  };

  it('is asked on the base image of the install, with the variables above it', () => {
    const lines =
      of(
        'ARG V=3\nFROM debian AS a\nRUN true\nFROM python:$V\nARG PIP_INDEX_URL\nENV A=1 \\\n  B=2\nCOPY . .\nRUN pip install -r r.txt\nENV C=3\n',
      )?.split('\n') ?? [];
    expect(lines.slice(0, 7)).toEqual([
      'FROM python:3',
      'ARG PIP_INDEX_URL',
      'ENV A=1 \\',
      '  B=2',
      'ARG NX_DOCKER_CACHE_OBSERVE',
      'USER 0',
      "RUN python3 - <<'OBSERVE'",
    ]);
    expect(lines.join('\n')).toContain('for name in ["pip","flask"]:');
    expect(parse(lines.join('\n')).ok).toBe(true);
  });

  it.each(['FROM node\nRUN npm ci\n', 'FROM scratch\nRUN pip install a\n', 'FROM a\nRUN pip --version\n'])(
    'is not asked where nothing would: %j',
    (text) => {
      expect(of(text)).toBeUndefined();
    },
  );

  it.each<[string | undefined, string]>([
    [undefined, 'The package index was not observed: the base image has no Python that could ask it.'],
    ['{', 'The package index was not observed: its answer was not understood.'],
    ['3', 'The package index was not observed: its answer was not understood.'],
    ['{"why":"ConnectTimeout"}', 'The package index was not observed: it did not answer: ConnectTimeout.'],
    [
      '{"url":"u","bytesPerSecond":750000,"cacheControl":"max-age=600","isRevalidated":true}',
      'The package index gave 6.0 Mbit/s; its pages may be kept as they say: max-age=600.',
    ],
    [
      '{"url":"u","bytesPerSecond":null,"cacheControl":null,"isRevalidated":false}',
      'The package index: its pages do not say how long they may be kept, and are sent again whenever they are asked for.',
    ],
  ])('is told of %j', (text, sentence) => {
    expect(indexText(shownIndex(readObservation(text)))).toBe(sentence);
  });

  it('is told without its address', () => {
    const shown = shownIndex(readObservation('{"url":"https://me:secret@index"}'));
    expect(JSON.stringify(shown)).not.toContain('secret');
  });
});

describe('otherProject', () => {
  const of = (text: string | undefined) =>
    otherProject(text === undefined ? ['app.py'] : ['requirements.txt'], () => text);

  it('has four fifths of the requirements, and everything else', () => {
    const text =
      '# by hand\n-i https://index\na==1\nb==1\nc==1\nd==1\ne==1 ; \\\n  python_version > "3"\nf==1\n';
    expect(of(text)).toEqual({
      kind: 'made',
      path: 'requirements.txt',
      text: '# by hand\n-i https://index\na==1\nb==1\nc==1\nd==1\nf==1\n\n# project 5\n',
    });
  });

  it('is another one for each index, with other requirements or the same', () => {
    const texts = Array.from({ length: 10 }, (_, index) =>
      otherProject(['requirements.txt'], () => 'a\nb\nc\nd\ne\n', index),
    ).map((each) => (each.kind === 'made' ? each.text : ''));
    expect(new Set(texts).size).toBe(10);
    expect(texts[0]).toBe('b\nc\nd\ne\n\n# project 1\n');
    expect(texts[6]).toBe('a\nc\nd\ne\n\n# project 7\n');
  });

  it.each([
    [undefined, 'copies no requirements file'],
    ['a\nb\nc\nd\n', 'less than 5 packages'],
    [`a==1 --hash=sha256:${'0'.repeat(64)}\n`, 'has hashes'],
  ])('is none for %j', (text, why) => {
    expect(of(text)).toMatchObject({ kind: 'none', why: expect.stringContaining(why) as string });
  });
});

const sample = (variant: Variant, row: Row, wallMs: number, more: Partial<Sample> = {}): Sample => ({
  variant,
  row,
  repetition: 1,
  wallMs,
  runMs: wallMs,
  exportMs: 0,
  ...more,
});

describe('cellsOf', () => {
  const SAMPLES = [
    sample('now', 'first', 1000),
    sample('now', 'first', 3000),
    sample('now', 'first', 2000),
    sample('uv', 'first', 500),
    sample('uv', 'code', 100),
  ];

  it('is the median of each, with its spread, beside the first variant', () => {
    expect(cellsOf(SAMPLES, ['now', 'uv'], ['first', 'code'])).toMatchObject([
      {
        variant: 'now',
        row: 'first',
        repetitions: 3,
        medianMs: 2000,
        leastMs: 1000,
        mostMs: 3000,
        saved: undefined,
      },
      { variant: 'uv', row: 'first', medianMs: 500, saved: 0.75 },
      { variant: 'uv', row: 'code', medianMs: 100, saved: undefined },
    ]);
  });
});

describe('mountsWithoutEffect', () => {
  it.each([
    ['much less', 1000, 300, []],
    ['about the same', 1000, 950, ['mounts']],
    ['more', 1000, 1200, ['mounts']],
  ])('where warm mounts take %s', (_, cold, warm, expected) => {
    const samples = [sample('mounts', 'first', cold), sample('mounts', 'base', warm)];
    expect(mountsWithoutEffect(cellsOf(samples, ['mounts'], ['first', 'base']))).toEqual(expected);
  });

  it('is not judged where one of the two was not measured', () => {
    const cells = cellsOf([sample('mounts', 'first', 1)], ['mounts'], ['first', 'base']);
    expect(mountsWithoutEffect(cells)).toEqual([]);
  });
});

describe('the report', () => {
  const samples = [
    sample('before', 'first', 319_400),
    sample('uv-split', 'first', 345_000),
    sample('before', 'code', 317_000),
    sample('uv-split', 'code', 430),
  ];
  const report: BenchmarkReport = {
    schemaVersion: 1,
    dockerfile: 'app/Dockerfile',
    variants: ['before', 'uv-split'],
    rows: ['first', 'code', 'base'],
    leftOut: [{ what: 'one package added', why: 'there are no requirements' }],
    cells: cellsOf(samples, ['before', 'uv-split'], ['first', 'code', 'base']),
    samples,
    mountsWithoutEffect: ['uv-split'],
    rate: '6mbit',
    pastLink: [],
    index: {
      kind: 'observed',
      bytesPerSecond: 750_000,
      cacheControl: 'max-age=600',
      isRevalidated: true,
    },
    machine: {
      cpus: 2,
      memoryBytes: 8e9,
      platform: 'linux',
      engine: '28.5.2',
      containerdStore: true,
      buildx: '0.29.1',
    },
    startedAt: 0,
    endedAt: 1,
  };

  it('is a table for a terminal', () => {
    expect(renderTable(report).split('\n').slice(0, 4)).toEqual([
      '                   as it was  uv and a base layer',
      'first build            319 s         345 s (+8 %)',
      'code changed           317 s     0.43 s (−99.9 %)',
      'base image bumped          –                    –',
    ]);
    expect(renderTable(report)).toContain(
      '2 CPUs, 8.0 GB, linux, engine 28.5.2, buildx 0.29.1, containerd image store.',
    );
    expect(renderTable(report)).toContain('\nPackages of pip and uv came over a link of 6mbit.\n');
    expect(renderTable({ ...report, pastLink: ['apt-get', 'PIP_EXTRA_INDEX_URL'] })).toContain(
      'but not all: what is downloaded by or because of these was not limited: apt-get, PIP_EXTRA_INDEX_URL.\n',
    );
    expect(renderTable(report)).toContain('Not measured: “one package added”: there are no requirements.');
    expect(renderTable(report)).toContain(
      'With warm cache mounts the RUNs took no less time than with empty ones, within the 10 % that builds differ by anyway (uv and a base layer).\n',
    );
  });

  it.each([
    [0, '±0 %'],
    [0.004, '−<1 %'],
    [-0.004, '+<1 %'],
    [0.006, '−1 %'],
    [-0.08, '+8 %'],
    [0.9986, '−99.9 %'],
    [0.99996, '−>99.9 %'],
    [1, '−100.0 %'],
    [-0.99996, '+100.0 %'],
  ])('says of %d how much is saved: %s', (saved, text) => {
    expect(savedText(saved)).toBe(text);
  });

  it('is a table for a README', () => {
    expect(renderMarkdown(report)).toContain('| code changed | 317 s | 0.43 s (−99.9 %) |\n');
  });

  it('is a picture with a bar for everything that was measured', () => {
    const chart = renderChart(report);
    expect(chart.match(/<rect /g)).toHaveLength(2 + 4);
    expect(chart).toContain('>0.43 s</text>');
    expect(chart).not.toContain('base image bumped');
  });

  it.each([
    [430, '0.43 s'],
    [8_840, '8.8 s'],
    [99_940, '99.9 s'],
    [319_400, '319 s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(seconds(ms)).toBe(text);
  });
});
