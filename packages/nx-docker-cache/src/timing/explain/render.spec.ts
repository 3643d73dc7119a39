import type { Cause } from '../cause';
import type { StepRecord } from '../record';
import { exampleRecord, exampleStep } from '../testing/records';
import { renderReasons } from './render';

const moved: Cause = {
  kind: 'base-image-moved',
  image: 'docker.io/library/journey-base:3.12-slim-bookworm',
  before: 'sha256:aaaaaaaaaaaaaaaa',
  after: 'sha256:bbbbbbbbbbbbbbbb',
};
const WARNING =
  'the mount /root/.cache/pip did not keep what pip downloaded: likely the index sends no caching headers';

const step = (name: string, more: Partial<StepRecord> = {}): StepRecord =>
  exampleStep({ name, line: 4, explanation: { cause: moved, also: [] }, ...more });

const reasons = (width: number, ...steps: readonly StepRecord[]): string =>
  renderReasons(exampleRecord({ steps }), { width });

it.each([
  [
    '[stage-1 5/5] RUN --mount=from=uv,source=/uv/bin,target=/opt/uv --mount=type=cache,target=/x pip i',
    'pip i',
  ],
  [
    'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt',
    'pip install -r',
  ],
])('names the command of %j, not its mounts', (name, command) => {
  const text = reasons(Infinity, step(name));
  expect(text).toContain(command);
  expect(text).not.toContain('--mount');
});

describe('a text that is longer than a line', () => {
  const cacheUse = { mounts: [], tools: [], warnings: [WARNING] };
  const long = step('RUN pip install -r requirements.txt', { cacheUse });

  it.each([60, 80, 100])('loses nothing in %i columns', (width) => {
    const text = reasons(width, long);
    expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
    expect(text).not.toContain('…');
    expect(text.replace(/\s+/g, ' ')).toBe(reasons(Infinity, long).replace(/\s+/g, ' '));
  });

  it('stands in one line where there is no terminal', () => {
    expect(reasons(Infinity, long)).toBe(
      'why:   RUN pip install -r requirements.txt (line 4): docker.io/library/journey-base:3.12-slim-bookworm' +
        ' is another image now (aaaaaaaaaaaa → bbbbbbbbbbbb)\n' +
        `cache: warning: ${WARNING}\n`,
    );
  });
});
