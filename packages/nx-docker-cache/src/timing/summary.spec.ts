import type { BuildRecord, StepRecord } from './record';
import { renderSummary } from './summary';
import { exampleRecord, exampleStep } from './testing/records';

function step(name: string, ownMs: number, more: Partial<StepRecord> = {}): StepRecord {
  return exampleStep({ name, ownMs, ...more });
}

function record(more: Partial<BuildRecord> = {}): BuildRecord {
  return exampleRecord({
    cachedSteps: 1,
    totalSteps: 3,
    steps: [
      step('[2/4] COPY . .', 200, { kind: 'copy', line: 3, bytes: 270_263 }),
      step('[3/4] RUN pip install\n   -r requirements.txt', 7_500, { line: 4 }),
      step('[4/4] RUN true', 1),
      step('exporting to image', 2_000, { kind: 'export' }),
    ],
    ...more,
  });
}

describe('renderSummary', () => {
  it('lists the slowest steps and the total', () => {
    expect(renderSummary(record(), { width: 100 }).split('\n')).toEqual([
      '     7.5 s  75 %  [3/4] RUN pip install -r requirements.txt (line 4)',
      '     2.0 s  20 %  exporting to image',
      '     0.2 s   2 %  [2/4] COPY . . (line 3, 270 kB)',
      'built backend:latest in 10.0 s, 1 of 3 steps cached',
      '',
    ]);
  });

  it('says when the image was built, and how often it was tried', () => {
    const text = renderSummary(record({ retries: [{ reason: 'parent snapshot does not exist', ms: 900 }] }), {
      width: 100,
      rows: 0,
      builtAt: '2026-01-02 03:04',
    });
    expect(text).toBe(
      'built backend:latest in 10.0 s, 1 of 3 steps cached, 1 retry (2026-01-02 03:04)\n' +
        '  built again: parent snapshot does not exist\n',
    );
  });

  it.each([
    [2, 'built backend:latest in 10.0 s together with 1 other image, 1 of 3 steps cached'],
    [10, 'built backend:latest in 10.0 s together with 9 other images, 1 of 3 steps cached'],
  ])('says of a command that built %i images that its time is that of all', (together, expected) => {
    expect(renderSummary(record({ together }), { width: 100, rows: 0 })).toBe(`${expected}\n`);
  });

  it('does not call a failure built, and counts no steps where it came to none', () => {
    const failed = record({ outcome: 'failure', steps: [], cachedSteps: 0, totalSteps: 0 });
    expect(renderSummary(failed, { width: 100 })).toBe('failed to build backend:latest in 10.0 s\n');
  });

  it.each([
    ['all of it', 10_000, '100 %'],
    ['almost all of it', 9_990, '>99 %'],
    ['longer than the build, as another one had begun it', 12_000, ''],
  ])('says what share of the build a step has that took %s', (_, ownMs, share) => {
    const [row = ''] = renderSummary(record({ steps: [step('[1/1] RUN x', ownMs)] }), { width: 100 }).split(
      '\n',
    );
    expect(row).toBe(`${`${(ownMs / 1000).toFixed(1)} s`.padStart(10)}${share.padStart(6)}  [1/1] RUN x`);
  });

  it.each([40, 60, 200])('fits %i columns', (width) => {
    const text = renderSummary(record(), { width });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(width, 50));
  });

  it.each([60, Infinity])('cuts off no text in %d columns', (width) => {
    const reason = `${'the engine lost a layer that it had just made '.repeat(3)}and that is all`;
    const text = renderSummary(record({ retries: [{ reason, ms: 900 }] }), { width });
    expect(text.replace(/\s+/g, ' ')).toContain(`built again: ${reason}`);
  });

  it.each([
    [
      '[stage-1 5/5] RUN --mount=from=uv,source=/uv/bin,target=/opt/uv --network=none pip i',
      '[stage-1 5/5] RUN pip i',
    ],
    ['[2/3] COPY --from=a /x /y', '[2/3] COPY --from=a /x /y'],
  ])('names the command of %s', (name, shown) => {
    expect(renderSummary(record({ steps: [step(name, 500)] }), { width: 100 })).toContain(`  ${shown}\n`);
  });

  it('shows no escape sequence of a step', () => {
    expect(
      renderSummary(record({ steps: [step('[1/1] RUN \x1b]0;x\x07echo', 500)] }), { width: 80 }),
    ).toContain('[1/1] RUN echo');
  });
});
