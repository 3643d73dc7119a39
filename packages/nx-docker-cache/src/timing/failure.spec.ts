import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../dockerfile/parse';
import { stagesOf } from '../dockerfile/stages';
import { StepCollector } from './collect';
import { failedStep, renderExcerpt, renderFailure } from './failure';
import { RawJsonDecoder } from './rawjson';
import { vertexUpdate } from './testing/updates';

const FIXTURES = join(__dirname, 'fixtures');
const text = readFileSync(join(FIXTURES, 'Dockerfile.fail'), 'utf8');

function collect(name: string): StepCollector {
  const collector = new StepCollector();
  const decoder = new RawJsonDecoder((item) => {
    if (item.kind === 'update') collector.add(item.update);
  });
  decoder.push(readFileSync(join(FIXTURES, name)));
  decoder.end();
  return collector;
}

const stages = (): ReturnType<typeof stagesOf> => {
  const parsed = parse(text);
  return parsed.ok ? stagesOf(parsed.dockerfile) : [];
};

describe('failedStep', () => {
  it.each(['buildx-0.29', 'buildx-0.13'])('finds the step that failed in a stream of %s', (version) => {
    expect(failedStep(collect(`${version}-fail.txt`), stages())).toMatchObject({
      exitCode: 1,
      lines: { start: 3, end: 5 },
      lastLog: ['about to fail', 'ls: /does-not-exist: No such file or directory'],
    });
  });

  it('prefers the culprit to the steps that were cancelled because of it', () => {
    const collector = new StepCollector();
    collector.add(
      vertexUpdate({ digest: 'a', name: '[1/2] RUN sleep', error: 'context canceled: context canceled' }),
    );
    collector.add(
      vertexUpdate({
        digest: 'b',
        name: '[1/2] RUN false',
        error: 'process did not complete successfully: exit code: 7',
      }),
    );
    expect(failedStep(collector)).toMatchObject({ name: '[1/2] RUN false', exitCode: 7, lines: undefined });
  });

  it('finds none in a build that succeeded', () => {
    expect(failedStep(collect('buildx-0.29-first.txt'))).toBeUndefined();
  });
});

describe('renderExcerpt', () => {
  it('marks the lines of the instruction', () => {
    expect(renderExcerpt(text, { start: 3, end: 5 }).split('\n')).toEqual([
      '  1 | FROM busybox:1',
      '  2 | RUN echo before',
      '> 3 | RUN echo "about to fail" && \\',
      '> 4 |     ls /does-not-exist && \\',
      '> 5 |     echo never',
      '  6 |',
    ]);
  });

  it('aligns the numbers', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `RUN ${index + 1}`).join('\r\n');
    expect(renderExcerpt(lines, { start: 10, end: 10 }).split('\n')[0]).toBe('   8 | RUN 8');
  });

  it('neutralises escape sequences of the file', () => {
    expect(renderExcerpt('RUN echo \x1b[31mx', { start: 1, end: 1 })).toBe('> 1 | RUN echo x');
  });
});

describe('renderFailure', () => {
  it('shows the step, its last lines and its place', () => {
    const failed = failedStep(collect('buildx-0.29-fail.txt'), stages());
    const shown = renderFailure(failed!, { path: 'app/Dockerfile', text });
    expect(shown).toContain('failed: [3/3] RUN echo "about to fail"');
    expect(shown).toContain('  | ls: /does-not-exist: No such file or directory');
    expect(shown).toContain('app/Dockerfile:3\n');
  });
});
