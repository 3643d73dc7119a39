import { readHistory } from '../history/lines';
import { exampleHistory } from '../testing/histories';
import { hostileHistory } from '../testing/hostile-history';
import { renderExplanations } from './explanations';
import { makeReport } from './report';

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

it('says so when nothing ran', () => {
  expect(renderExplanations({ ...report, misses: [] }, { width: 80, hasColour: false })).toBe(
    'every step was found in the layer cache\n',
  );
});
