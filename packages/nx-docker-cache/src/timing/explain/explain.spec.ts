import type { Cause } from '../cause';
import type { BuildRecord, StepRecord } from '../record';
import type { BuildKey, FilesRead, Setting, StepKey } from '../step-key';
import { exampleRecord, exampleStep } from '../testing/records';
import { explainBuild, type LastBuild } from './explain';

const KEY: BuildKey = {
  hashKey: 'key',
  builderId: 'engine default',
  noCache: { kind: 'none' },
  buildArgs: [],
  options: [],
  frontend: undefined,
};

const files = (entries: Readonly<Record<string, string>>): FilesRead => ({
  count: Object.keys(entries).length,
  bytes: 1,
  digest: JSON.stringify(entries),
  entries: Object.entries(entries).map(([path, content]) => ({ kind: 'file', path, mode: 0o644, content })),
  unsure: [],
  incomplete: undefined,
});

const stepKey = (text: string, more: Partial<StepKey> = {}): StepKey => ({
  instruction: { text, hash: text, line: undefined },
  settings: [],
  files: undefined,
  unseen: [],
  ...more,
});

const setting = (kind: Setting['kind'], name: string, value: string, by: string): Setting => ({
  kind,
  name,
  value,
  setBy: { text: by, hash: by, line: 2 },
});

interface Written extends Partial<Omit<StepRecord, 'key'>> {
  readonly key?: Partial<StepKey>;
}

/** A step of a stage whose steps each build on the one before. */
type Line = readonly [instruction: string, more?: Written];

/** The record of a build of one stage; a step ran unless it is said to be cached. Its digest tells build and place. */
function record(lines: readonly Line[], more: Partial<BuildRecord> = {}): BuildRecord {
  const base = exampleStep({
    name: '[stage-0 1/9] FROM python',
    digest: 'base',
    kind: 'base-image',
    base: { reference: 'python', digest: 'sha256:1' },
  });
  const steps = lines.map(([instruction, { key, ...own } = {}], index): StepRecord => {
    const digest = `${more.startedAt ?? 0}-${index}`;
    return exampleStep({
      name: `[stage-0 ${index + 2}/9] ${instruction}`,
      digest,
      kind: instruction.startsWith('COPY') ? 'copy' : 'run',
      stage: 'stage-0',
      line: index + 2,
      intervals: [{ start: index, end: index + 1 }],
      inputs: [index === 0 ? 'base' : `${more.startedAt ?? 0}-${index - 1}`],
      key: stepKey(instruction, key),
      ...own,
    });
  });
  return exampleRecord({ key: KEY, steps: [base, ...steps], ...more });
}

/** The cause and the others of each step, by place; `undefined` for one that was cached. */
function causes(now: BuildRecord, last: Partial<LastBuild>): readonly (readonly Cause[] | undefined)[] {
  const { steps } = explainBuild(now, {
    record: undefined,
    otherBuilder: undefined,
    entriesOf: () => undefined,
    ...last,
  });
  return steps
    .filter(({ kind }) => kind !== 'base-image')
    .map(({ explanation }) => explanation && [explanation.cause, ...explanation.also]);
}

const kinds = (...args: Parameters<typeof causes>): readonly (readonly string[] | undefined)[] =>
  causes(...args).map((list) => list?.map(({ kind }) => kind));

const cached: Written = { cached: true };
const reads = (content: string): Written => ({ key: { files: files({ a: content }) } });
const withOptions = (noCache: BuildKey['noCache']): Partial<BuildRecord> => ({ key: { ...KEY, noCache } });
const arg = (value: string): Written => ({ key: { settings: [setting('arg', 'A', value, 'ARG A')] } });
const passing = (hash: string): Partial<BuildRecord> => ({
  key: { ...KEY, buildArgs: [{ name: 'A', hash }] },
});
const network = (hash: string): Partial<BuildRecord> => ({
  key: { ...KEY, options: [{ name: 'network', hash }] },
});

interface Situation {
  readonly before: BuildRecord;
  readonly now: BuildRecord;
  readonly causes: readonly (readonly string[] | undefined)[];
}

/** The next build, an hour later. */
const next = (lines: readonly Line[], more: Partial<BuildRecord> = {}): BuildRecord =>
  record(lines, { startedAt: 3_600_000, ...more });

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'nothing ran': {
    before: record([['RUN a']]),
    now: next([['RUN a', cached]]),
    causes: [undefined],
  },
  'a file, and what stands below it': {
    before: record([['COPY a /', reads('1')], ['RUN b']]),
    now: next([['COPY a /', reads('2')], ['RUN b']]),
    causes: [['file-changed'], ['step-above-ran']],
  },
  'a file below a step that was cached': {
    before: record([['RUN a'], ['COPY a /', reads('1')]]),
    now: next([
      ['RUN a', cached],
      ['COPY a /', reads('2')],
    ]),
    causes: [undefined, ['file-changed']],
  },
  'a file whose copy an older build had left in the cache': {
    before: record([['COPY a /', reads('1')], ['RUN b'], ['RUN c']]),
    now: next([['COPY a /', { ...reads('2'), cached: true }], ['RUN b'], ['RUN c']]),
    causes: [undefined, ['file-changed'], ['step-above-ran']],
  },
  'an instruction whose step an older build had left in the cache': {
    before: record([['RUN a'], ['RUN b'], ['RUN c']]),
    now: next([['RUN x', cached], ['RUN b', cached], ['RUN c']]),
    causes: [undefined, undefined, ['instruction-changed']],
  },
  'files of two steps: each its own, and the one above': {
    before: record([
      ['COPY a /', reads('1')],
      ['COPY a /b', reads('1')],
    ]),
    now: next([
      ['COPY a /', reads('2')],
      ['COPY a /b', reads('2')],
    ]),
    causes: [['file-changed'], ['file-changed', 'step-above-ran']],
  },
  'an instruction in the place of another': {
    before: record([['RUN a'], ['RUN z']]),
    now: next([['RUN b'], ['RUN z']]),
    causes: [['instruction-changed'], ['step-above-ran']],
  },
  'an instruction more': {
    before: record([['RUN z']]),
    now: next([['RUN new'], ['RUN z']]),
    causes: [['instruction-changed'], ['step-above-ran']],
  },
  'an instruction less': {
    before: record([['RUN old'], ['RUN z']]),
    now: next([['RUN z']]),
    causes: [['instruction-changed']],
  },
  'a build argument': {
    before: record([['RUN a', arg('1')]], passing('1')),
    now: next([['RUN a', arg('2')]], passing('2')),
    causes: [['argument-changed']],
  },
  'a default in the Dockerfile is no build argument': {
    before: record([['RUN a', { key: { settings: [setting('arg', 'A', '1', 'ARG A=1')] } }]]),
    now: next([['RUN a', { key: { settings: [setting('arg', 'A', '2', 'ARG A=2')] } }]]),
    causes: [['instruction-changed']],
  },
  'the network of a RUN': {
    before: record([['RUN a']]),
    now: next([['RUN a']], network('none')),
    causes: [['option-changed']],
  },
  'the network is nothing to a COPY': {
    before: record([['COPY a /', reads('1')]]),
    now: next([['COPY a /', reads('1')]], network('none')),
    causes: [['unknown']],
  },
  'nothing that shows': {
    before: record([['RUN a', { digest: 'same' }]]),
    now: next([['RUN a', { digest: 'same' }]]),
    causes: [['evicted']],
  },
  'nothing that shows, but to BuildKit it is another step': {
    before: record([['RUN a']]),
    now: next([['RUN a']]),
    causes: [['unknown']],
  },
  'a step that the last build did not come to': {
    before: record([['RUN a', { digest: 'same', intervals: [] }]], { outcome: 'failure' }),
    now: next([['RUN a', { digest: 'same' }]]),
    causes: [['not-in-last-build']],
  },
  'a step that failed in the last build': {
    before: record([['RUN a', { digest: 'same', error: 'exit code: 1' }]], { outcome: 'failure' }),
    now: next([['RUN a', { digest: 'same' }]]),
    causes: [['not-in-last-build']],
  },
  'evicted above, and what stands below is no consequence of it': {
    before: record([
      ['RUN a', { digest: 'same a' }],
      ['RUN b', { digest: 'same b', inputs: ['same a'] }],
    ]),
    now: next([
      ['RUN a', { digest: 'same a' }],
      ['RUN b', { digest: 'same b', inputs: ['same a'] }],
    ]),
    causes: [['evicted'], ['evicted']],
  },
  'noCache: each RUN, no COPY': {
    before: record([['RUN a'], ['COPY a /', reads('1')]]),
    now: next(
      [
        ['RUN a', { digest: 'a' }],
        ['COPY a /', { ...reads('1'), digest: 'b' }],
      ],
      withOptions({ kind: 'runs' }),
    ),
    causes: [['no-cache-asked'], ['unknown']],
  },
  'no-cache of all': {
    before: record([['COPY a /', reads('1')]]),
    now: next([['COPY a /', reads('1')]], withOptions({ kind: 'all' })),
    causes: [['no-cache-asked']],
  },
  'no-cache, and a file that changed': {
    before: record([['COPY a /', reads('1')]]),
    now: next([['COPY a /', reads('2')]], withOptions({ kind: 'all' })),
    causes: [['no-cache-asked', 'file-changed']],
  },
  'no-cache of a stage, in whatever case': {
    before: record([['COPY a /', reads('1')]]),
    now: next([['COPY a /', reads('1')]], withOptions({ kind: 'stages', stages: ['STAGE-0'] })),
    causes: [['no-cache-asked']],
  },
  'no-cache of another stage': {
    before: record([['RUN a', { digest: 'same' }]]),
    now: next([['RUN a', { digest: 'same' }]], withOptions({ kind: 'stages', stages: ['other'] })),
    causes: [['evicted']],
  },
  'hashes of another key cannot be compared': {
    before: record([['COPY a /', reads('1')]], { key: { ...KEY, hashKey: 'another' } }),
    now: next([['COPY a /', reads('2')]]),
    causes: [['unknown']],
  },
  'a frontend of another version explains nothing by itself': {
    before: record([['RUN a', { digest: 'same' }]], { key: { ...KEY, frontend: 'syntax@1' } }),
    now: next([['RUN a', { digest: 'same' }]]),
    causes: [['unknown']],
  },
  'an engine of another version': {
    before: record([['RUN a', { digest: 'same' }]], { engine: { id: 'e', version: '27' } }),
    now: next([['RUN a', { digest: 'same' }]], { engine: { id: 'e', version: '28' } }),
    causes: [['unknown']],
  },
  'what cannot be seen from outside': {
    before: record([['RUN a', { digest: 'same', key: { unseen: ['it adds an address'] } }]]),
    now: next([['RUN a', { digest: 'same', key: { unseen: ['it adds an address'] } }]]),
    causes: [['unknown']],
  },
  'a file that was written while the build ran': {
    before: record([['COPY a /', { digest: 'same', ...reads('1') }]]),
    now: next([['COPY a /', { digest: 'same', key: { files: { ...files({ a: '1' }), unsure: ['a'] } } }]]),
    causes: [['unknown']],
  },
  'a record of the first version': {
    before: record([['RUN a']], { key: undefined }),
    now: next([['RUN a']]),
    causes: [['unknown']],
  },
};

describe('explainBuild', () => {
  it.each(Object.entries(SITUATIONS))('%s', (_, { before, now, causes: expected }) => {
    expect(kinds(now, { record: before })).toEqual(expected);
  });

  it.each([
    ['here', undefined, ['first-build-here']],
    ['on another builder', 'remote', ['builder-changed']],
  ] as const)('knows no earlier build %s', (_, otherBuilder, expected) => {
    expect(kinds(record([['RUN a']]), { otherBuilder })).toEqual([expected]);
  });

  it('names the files with the entries that changed in them', () => {
    const entries = { changes: [{ name: 'flask', before: '1', after: '2' }], more: 0 };
    const [own] = causes(next([['COPY a /', reads('2')]]), {
      record: record([['COPY a /', reads('1')]]),
      entriesOf: (path) => (path === 'a' ? entries : undefined),
    });
    expect(own).toEqual([
      { kind: 'file-changed', files: [{ path: 'a', change: 'content', entries }], more: 0 },
    ]);
  });

  it('names the step above by its digest', () => {
    const now = next([['RUN b'], ['RUN z'], ['RUN end']]);
    const [, second, third] = causes(now, { record: record([['RUN a'], ['RUN z'], ['RUN end']]) });
    expect(second).toEqual([{ kind: 'step-above-ran', step: '3600000-0' }]);
    expect(third).toEqual([{ kind: 'step-above-ran', step: '3600000-1' }]);
  });

  it('names the image that moved', () => {
    const moved = (digest: string): Partial<BuildRecord> => {
      const { steps } = record([['RUN a']]);
      return {
        steps: steps.map((step) => (step.base ? { ...step, base: { reference: 'python', digest } } : step)),
      };
    };
    expect(causes(record([], moved('sha256:2')), { record: record([], moved('sha256:1')) })).toEqual([
      [{ kind: 'base-image-moved', image: 'python', before: 'sha256:1', after: 'sha256:2' }],
    ]);
  });

  it('leaves a record without keys as it is', () => {
    const old = record([['RUN a']], { key: undefined });
    expect(
      explainBuild(old, { record: undefined, otherBuilder: undefined, entriesOf: () => undefined }),
    ).toBe(old);
  });
});
