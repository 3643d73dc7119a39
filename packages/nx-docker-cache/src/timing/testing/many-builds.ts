import { buildLine } from '../history/lines';
import { exampleRecord, exampleStep } from './records';
import { buildEntry } from '../run/build-entry';
import type { BuildRecord } from '../record';

const STEPS = 12;

/** The record of the n-th build of a usual project, of which some steps ran. */
export function usualRecord(number: number, project: string, more: Partial<BuildRecord> = {}): BuildRecord {
  const startedAt = 1_700_000_000_000 + number * 60_000;
  const steps = Array.from({ length: STEPS }, (_, index) => {
    const start = startedAt + 200 + index * 500;
    const cached = index < number % STEPS;
    return exampleStep({
      digest: `sha256:${String(index).padStart(64, '0')}`,
      name: `[stage-0 ${index + 1}/${STEPS}] RUN pip install --requirement requirements-${index}.txt && rm -rf /tmp/cache`,
      stage: 'stage-0',
      line: index + 2,
      cached,
      intervals: cached ? [] : [{ start, end: start + 480 }],
      ownMs: cached ? 0 : 480,
      inputs: index === 0 ? [] : [`sha256:${String(index - 1).padStart(64, '0')}`],
      explanation: cached ? undefined : { cause: { kind: 'step-above-ran', step: 'x' }, also: [] },
    });
  });
  return exampleRecord({
    origin: { id: `build-${project}-${number}`, machine: 'm', task: undefined },
    project,
    startedAt,
    endedAt: startedAt + 7_000,
    wallMs: 7_000,
    cachedSteps: number % STEPS,
    totalSteps: STEPS,
    steps,
    ...more,
  });
}

/** Lines of a history with so many builds of 50 projects. */
export function manyBuilds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) =>
    buildLine(buildEntry(usualRecord(number, `project-${number % 50}`))),
  );
}
