import { readRecord } from './read-record';
import type { BuildRecord, StepRecord } from './record';
import { exampleRecord, exampleStep } from './testing/records';

const SET_BY = { text: 'ENV A=1', hash: 'ab', line: 2 };

const STEP: StepRecord = exampleStep({
  name: '[2/2] RUN make',
  intervals: [{ start: 1, end: 2 }],
  parts: [{ name: 'exporting layers', ms: 1, bytes: undefined }],
  key: {
    instruction: { text: 'RUN make', hash: 'cd', line: 3 },
    settings: [{ kind: 'env', name: 'A', value: 'ef', setBy: SET_BY }],
    files: {
      count: 3,
      bytes: 10,
      digest: '01',
      entries: [
        { kind: 'file', path: 'a', mode: 0o644, content: '02' },
        { kind: 'folder', path: 'b', mode: 0o755 },
        { kind: 'tree', path: 'c', count: 1, content: '03' },
      ],
      unsure: ['a'],
      incomplete: undefined,
    },
    unseen: [],
  },
  explanation: {
    cause: {
      kind: 'file-changed',
      files: [
        {
          path: 'a',
          change: 'content',
          entries: { changes: [{ name: 'x', before: '1', after: undefined }], more: 0 },
        },
      ],
      more: 0,
    },
    also: [{ kind: 'step-above-ran', step: 'sha256:1' }],
  },
  cacheUse: {
    mounts: [{ id: 'pip', target: '/root/.cache/pip', before: undefined, after: 5 }],
    tools: [{ tool: 'pip', reused: 1, downloaded: 2, downloadedBytes: undefined }],
    warnings: ['w'],
  },
});

const BASE: StepRecord = exampleStep({
  name: '[1/2] FROM busybox:1',
  base: { reference: 'busybox:1', digest: undefined },
});

const RECORD: BuildRecord = exampleRecord({
  steps: [BASE, STEP],
  key: {
    hashKey: 'k',
    builderId: 'b',
    noCache: { kind: 'stages', stages: ['build'] },
    buildArgs: [{ name: 'A', hash: '01' }],
    options: [],
    frontend: undefined,
  },
  comparedWith: { startedAt: 1, outcome: 'failure' },
});

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The record with one value in it replaced. */
function damaged(path: readonly (string | number)[], value: unknown): unknown {
  const copy = throughJson(RECORD);
  let place = copy as Record<string | number, unknown>;
  for (const name of path.slice(0, -1)) place = place[name] as Record<string | number, unknown>;
  place[path.at(-1) ?? ''] = value;
  return copy;
}

describe('readRecord', () => {
  it('gives back what was written', () => {
    expect(readRecord(throughJson(RECORD))).toEqual({ kind: 'record', record: throughJson(RECORD) });
  });

  it('reads a record of version 1, which has no keys', () => {
    const { digest, name, kind, cached, intervals, ownMs, parts, inputs } = STEP;
    const old = {
      ...exampleRecord(),
      schemaVersion: 1,
      steps: [{ digest, name, kind, cached, intervals, ownMs, parts, inputs }],
    };
    const read = readRecord(throughJson(old));
    expect(read.kind === 'record' && read.record.steps[0]?.key).toBeUndefined();
    expect(read.kind).toBe('record');
  });

  it('tells a record of a later version', () => {
    expect(readRecord({ schemaVersion: 3 })).toEqual({ kind: 'newer', schemaVersion: 3 });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['no version', {}],
    ['a version that never was', damaged(['schemaVersion'], 0)],
    ['a version in words', damaged(['schemaVersion'], '2')],
    ['no steps', damaged(['steps'], undefined)],
    ['a step without digest', damaged(['steps', 0, 'digest'], undefined)],
    ['an interval without end', damaged(['steps', 1, 'intervals', 0, 'end'], null)],
    ['a cause that there is not', damaged(['steps', 1, 'explanation', 'cause'], { kind: 'magic' })],
    ['a name that every object has', damaged(['steps', 1, 'explanation', 'cause'], { kind: 'toString' })],
    ['a setting without its instruction', damaged(['steps', 1, 'key', 'settings', 0, 'setBy'], 'ENV')],
    ['a file without mode', damaged(['steps', 1, 'key', 'files', 'entries', 0, 'mode'], '644')],
    ['times in words', damaged(['startedAt'], 'today')],
  ])('takes %s for damage', (_, value) => {
    expect(readRecord(value)).toEqual({ kind: 'damaged' });
  });
});
