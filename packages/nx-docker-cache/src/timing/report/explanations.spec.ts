import { readHistory } from '../history/lines';
import { exampleHistory } from '../testing/histories';
import { hostileHistory } from '../testing/hostile-history';
import { renderExplanations } from './explanations';
import { makeReport } from './report';
import type { RunRecord } from '../run/run-record';

const reportOn = ({ lines, lastRun }: ReturnType<typeof exampleHistory>) =>
  makeReport(lastRun, readHistory([lines.join('\n')]), { last: 50 });
const report = reportOn(exampleHistory({ projects: 8, runs: 12, random: () => 0.7 }));

it('tells all that is known of every step that ran', () => {
  const text = renderExplanations(report, { width: 100, hasColour: false });
  expect(text.split('\n').filter((line) => /^\S.*\(.*\)$/.test(line))).toHaveLength(report.misses.length);
  expect(text).toMatch(
    /apps\/web\/Dockerfile:4 {2}RUN npm ci {2}\(.*\)\n {4}the step of line 3 ran\n.*COPY.*:\n {4}· package-lock\.json changed\n {4}· +react \S+ → \S+\n/,
  );
});

it.each([60, 100])('fits %i columns and shows no control characters', (width) => {
  const text = renderExplanations(reportOn(hostileHistory().history), { width, hasColour: false });
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  expect(text).not.toContain('\x1b');
});

it('says that all was found in the layer cache only where it was', () => {
  const textOf = (run: RunRecord) =>
    renderExplanations({ ...report, run, misses: [] }, { width: 80, hasColour: false });
  expect(textOf(report.run)).toBe(
    '9 of 30 steps were found in the layer cache, and none of the others ran\n',
  );
  expect(textOf({ ...report.run, tasks: [] })).toBe('no step of a Dockerfile is recorded for this run\n');
});
