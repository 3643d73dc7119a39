import type { LogUpdate, ProgressUpdate, VertexUpdate } from './progress-event';
import { TargetStreams } from './target-streams';

const NOTHING: ProgressUpdate = { vertexes: [], statuses: [], logs: [], warnings: [] };

function vertex(name: string, digest = name): VertexUpdate {
  return { digest, name, inputs: [], started: 1, completed: undefined, cached: false, error: undefined };
}

function log(digest: string, text: string, timestamp: number): LogUpdate {
  return { vertex: digest, stream: 1, text, timestamp };
}

const streamsOf = (...names: readonly string[]): TargetStreams =>
  new TargetStreams(new Map(names.map((name) => [name, (step: string) => step])));

function namesOf(parts: ReadonlyMap<string, ProgressUpdate>): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...parts].map(([target, { vertexes }]) => [target, vertexes.map(({ name }) => name)]),
  );
}

describe('TargetStreams', () => {
  it.each([
    ['[web 2/4] RUN make', { web: ['[2/4] RUN make'] }],
    ['[web internal] load build context', { web: ['[internal] load build context'] }],
    ['[web linux/amd64 deps 2/4] RUN [ 1 ]', { web: ['[linux/amd64 deps 2/4] RUN [ 1 ]'] }],
    ['[web] exporting to image', { web: ['exporting to image'] }],
    ['[web-2 1/1] FROM a', { 'web-2': ['[1/1] FROM a'] }],
    ['[internal] load local bake definitions', {}],
    ['something of no target', {}],
  ])('gives %s to its target', (name, expected) => {
    const streams = streamsOf('web', 'web-2');
    expect(namesOf(streams.split({ ...NOTHING, vertexes: [vertex(name)] }))).toEqual(expected);
  });

  it('names steps as their target does', () => {
    const streams = new TargetStreams(new Map([['web', (step) => step.toUpperCase()]]));
    const parts = streams.split({ ...NOTHING, vertexes: [vertex('[web 1/2] run x')] });
    expect(namesOf(parts)).toEqual({ web: ['[1/2] RUN X'] });
  });

  it('tells a shared step, what it does and what it says to each of its targets, and each line once', () => {
    const streams = streamsOf('a', 'b', 'c');
    const told = streams.split({
      vertexes: [vertex('[a 1/2] RUN x', 'd'), vertex('[b 1/2] RUN x', 'd')],
      statuses: [{ vertex: 'd', id: 's', current: 1, total: 2, started: 1, completed: undefined }],
      logs: [
        log('d', 'one', 1),
        log('d', 'two', 2),
        log('d', 'one', 1),
        log('d', 'two', 2),
        log('d', 'three', 2),
        log('d', 'late', 1.5),
      ],
      warnings: [{ vertex: 'd', short: 'careful', url: undefined }],
    });
    expect([...told.keys()]).toEqual(['a', 'b']);
    expect(told.get('a')).toEqual(told.get('b'));
    expect(told.get('b')?.logs.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'late']);
    expect(told.get('b')?.statuses).toHaveLength(1);
    expect(told.get('b')?.warnings).toHaveLength(1);
    expect([...streams.split({ ...NOTHING, vertexes: [vertex('', 'd')] }).keys()]).toEqual(['a', 'b']);
  });
});
