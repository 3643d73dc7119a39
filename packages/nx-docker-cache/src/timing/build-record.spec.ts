import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../dockerfile/parse';
import { stagesOf, type Stage } from '../dockerfile/stages';
import { buildRecord, countsAsStep, type BuildFacts } from './build-record';
import { StepToolLog } from './cache-use/step-tool-log';
import { StepCollector } from './collect';
import { RawJsonDecoder } from './rawjson';
import type { BuildRecord } from './record';

const FIXTURES = join(__dirname, 'fixtures');

function collect(name: string): StepCollector {
  const collector = new StepCollector();
  const decoder = new RawJsonDecoder((item) => {
    if (item.kind === 'update') collector.add(item.update);
  });
  decoder.push(readFileSync(join(FIXTURES, name)));
  decoder.end();
  return collector;
}

function stages(name: string): Stage[] {
  const parsed = parse(readFileSync(join(FIXTURES, name), 'utf8'));
  return parsed.ok ? stagesOf(parsed.dockerfile) : [];
}

const facts: BuildFacts = {
  project: 'example',
  target: 'docker-build',
  configuration: undefined,
  outcome: 'success',
  image: { tags: ['example:latest'], id: undefined, configDigest: undefined },
  dockerfile: 'example/Dockerfile',
  builder: { name: 'default', driver: 'docker' },
  engine: undefined,
  buildx: undefined,
  startedAt: 0,
  endedAt: 2_000,
  retries: [],
  unreadableLines: 0,
};

const step = (record: BuildRecord, text: string): BuildRecord['steps'][number] => {
  const found = record.steps.find(({ name }) => name.includes(text));
  if (found === undefined) throw new Error(`no step ${text}`);
  return found;
};

const NPM_LOG = readFileSync(join(__dirname, 'cache-use/fixtures/npm-10-first.txt'), 'utf8');

describe('buildRecord', () => {
  describe.each([['buildx-0.29'], ['buildx-0.13']])('from a stream of %s', (version) => {
    const first = buildRecord(facts, collect(`${version}-first.txt`), stages('Dockerfile.build'));
    const cached = buildRecord(facts, collect(`${version}-cached.txt`), stages('Dockerfile.build'));

    it('finds the steps with their stages, lines and kinds', () => {
      const layers = first.steps.filter(countsAsStep);
      expect(layers.map(({ kind, stage, line }) => `${stage ?? ''}:${line ?? ''} ${kind}`).sort()).toEqual([
        'build:3 workdir',
        'build:4 copy',
        'build:5 run',
        'stage-1:10 copy',
        'stage-1:11 run',
      ]);
    });

    it('finds the base image, which both stages share', () => {
      const { kind, line } = step(first, '] FROM ');
      expect(kind).toBe('base-image');
      expect([1, 9]).toContain(line);
    });

    it('measures the step that slept for a second', () => {
      const run = step(first, 'sleep 1');
      expect(run).toMatchObject({ cached: false, error: undefined });
      expect(run.ownMs).toBeGreaterThan(1_000);
      expect(run.ownMs).toBeLessThan(1_500);
    });

    it('counts the bytes of the context', () => {
      expect(step(first, 'load build context').bytes).toBeGreaterThan(270_000);
    });

    it('names the parts of the export', () => {
      expect(step(first, 'exporting to image').parts.map(({ name }) => name)).toContain('exporting layers');
    });

    it('knows which steps were cached', () => {
      expect([first.totalSteps, cached.totalSteps, cached.cachedSteps]).toEqual([5, 5, 5]);
      expect(step(cached, 'sleep 1')).toMatchObject({ cached: true, ownMs: expect.any(Number) as number });
    });

    it('explains most of the time of the engine', () => {
      const moments = first.steps.flatMap(({ intervals }) =>
        intervals.flatMap(({ start, end }) => [start, end]),
      );
      const engineMs = Math.max(...moments) - Math.min(...moments);
      const record = buildRecord({ ...facts, endedAt: engineMs }, collect(`${version}-first.txt`));
      expect(record.explained).toBeGreaterThan(0.9);
      expect(record.explained).toBeLessThanOrEqual(1);
    });

    it('keeps the error of the step that failed', () => {
      const failed = buildRecord(facts, collect(`${version}-fail.txt`), stages('Dockerfile.fail'));
      expect(step(failed, 'about to fail')).toMatchObject({
        line: 3,
        error: expect.stringContaining('exit code: 1') as string,
      });
      expect(step(failed, 'echo before').error).toBeUndefined();
    });
  });

  it('adds several intervals up, and ignores times that are none', () => {
    const { steps } = buildRecord(facts, collect('malformed.txt'));
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ ownMs: 1_750, kind: 'run' });
    expect(steps[0]?.intervals).toHaveLength(2);
  });

  it('ends an interval that was never closed with the stream', () => {
    const collected = new StepCollector();
    const vertex = {
      digest: 'a',
      name: '[1/1] RUN x',
      inputs: [],
      completed: undefined,
      cached: false,
      error: undefined,
    };
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    collected.add({ ...empty, vertexes: [{ ...vertex, started: 1_000 }] });
    collected.add({ ...empty, logs: [{ vertex: 'a', stream: 1, text: 'x', timestamp: 3_500 }] });
    expect(buildRecord(facts, collected).steps[0]).toMatchObject({ ownMs: 2_500 });
  });

  it.each([
    ['ended', { completed: 2_000, error: undefined }, [{ tool: 'npm', reused: 0, downloaded: 3 }]],
    ['failed', { completed: 2_000, error: 'exit code: 1' }, []],
    ['never ended', { completed: undefined, error: undefined }, []],
  ])('tells what a tool did in a step that %s', (_, end, tools) => {
    const collected = new StepCollector(() => new StepToolLog(['npm']));
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const name = '[1/1] RUN --mount=type=cache,target=/root/.npm npm ci';
    const vertex = { digest: 'a', name, inputs: [], cached: false, started: 1_000 };
    collected.add({ ...empty, vertexes: [{ ...vertex, completed: undefined, error: undefined }] });
    const text = NPM_LOG;
    collected.add({ ...empty, logs: [{ vertex: 'a', stream: 1, text, timestamp: 1_500 }] });
    collected.add({ ...empty, vertexes: [{ ...vertex, ...end }] });
    expect(buildRecord(facts, collected).steps[0]?.cacheUse?.tools).toMatchObject(tools);
  });

  it('counts the steps that a failed build has looked at, and no others', () => {
    const collected = new StepCollector();
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const vertex = { inputs: [], started: undefined, completed: undefined, cached: false, error: undefined };
    const names = ['[1/4] WORKDIR /a', '[2/4] RUN b', '[3/4] COPY c c', '[4/4] RUN d'];
    const [first, second] = names.map((name) => ({ ...vertex, digest: name, name }));
    collected.add({ ...empty, vertexes: names.map((name) => ({ ...vertex, digest: name, name })) });
    if (first !== undefined)
      collected.add({ ...empty, vertexes: [{ ...first, started: 1, completed: 1, cached: true }] });
    if (second !== undefined)
      collected.add({ ...empty, vertexes: [{ ...second, started: 2, completed: 9, error: 'exit code: 1' }] });
    const failed = buildRecord({ ...facts, outcome: 'failure' }, collected);
    expect(failed).toMatchObject({ cachedSteps: 1, totalSteps: 2 });
  });

  it.each([
    ['alone', {}, { before: 100, between: 0, after: 400 }],
    ['together with others, whose steps it may be', { together: 3 }, undefined],
  ])('tells what lies outside of the steps of a build %s', (_, more, outside) => {
    const collected = new StepCollector();
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const vertex = { digest: 'a', name: '[1/1] RUN x', inputs: [], cached: false, error: undefined };
    collected.add({ ...empty, vertexes: [{ ...vertex, started: 100, completed: 1_600 }] });
    const record = buildRecord({ ...facts, ...more }, collected);
    expect([record.outside, record.together]).toEqual([outside, 'together' in more ? 3 : undefined]);
  });

  it('does not forget that a step was cached when it is announced once more', () => {
    const collected = new StepCollector();
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const vertex = { digest: 'a', name: '[1/1] RUN x', inputs: [], error: undefined };
    collected.add({ ...empty, vertexes: [{ ...vertex, started: 1, completed: 1, cached: true }] });
    collected.add({
      ...empty,
      vertexes: [{ ...vertex, started: undefined, completed: undefined, cached: false }],
    });
    expect(buildRecord(facts, collected)).toMatchObject({ cachedSteps: 1, totalSteps: 1 });
  });

  it.each<[string, { started: number | undefined; completed: number | undefined }, number | undefined]>([
    ['ended', { started: 1_000, completed: 1_500 }, 500],
    ['ended at once', { started: 1_000, completed: 1_000 }, 0],
    ['never ended', { started: 1_000, completed: undefined }, undefined],
    ['never began', { started: undefined, completed: undefined }, undefined],
  ])('has the time of a part that %s', (_, moments, ms) => {
    const collected = new StepCollector();
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const vertex = { digest: 'a', name: '[1/1] FROM b', inputs: [], started: 1_000, cached: false };
    collected.add({ ...empty, vertexes: [{ ...vertex, completed: undefined, error: undefined }] });
    const status = { vertex: 'a', id: 'sha256:1', current: 10, total: 20 };
    collected.add({ ...empty, statuses: [{ ...status, ...moments }] });
    expect(buildRecord(facts, collected).steps[0]?.parts).toEqual([{ name: 'sha256:1', ms, bytes: 10 }]);
  });

  it('explains nothing of a build that took no time', () => {
    expect(buildRecord({ ...facts, endedAt: 0 }, new StepCollector())).toMatchObject({
      wallMs: 0,
      explained: 0,
      steps: [],
    });
  });

  it('has a finite, non-negative time everywhere', () => {
    for (const name of ['malformed.txt', 'buildx-0.29-missing.txt', 'buildx-0.13-missing.txt']) {
      for (const each of buildRecord(facts, collect(name)).steps)
        expect(each.ownMs).toBeGreaterThanOrEqual(0);
    }
  });
});
