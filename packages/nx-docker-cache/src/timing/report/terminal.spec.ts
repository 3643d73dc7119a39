import { NO_HISTORY } from '../history/history';
import { readHistory } from '../history/lines';
import { buildEntry } from '../run/build-entry';
import { exampleHistory } from '../testing/histories';
import { hostileHistory } from '../testing/hostile-history';
import { exampleRecord, exampleStep } from '../testing/records';
import { missWords } from './cause-words';
import { chooseRun } from './choose-run';
import { renderMarkdown } from './markdown';
import { renderHtml } from './html/page';
import { makeReport, type Report } from './report';
import { renderTerminal } from './terminal';
import { shortStep } from './words';

const reportOn = ({ lines, lastRun }: ReturnType<typeof exampleHistory>) =>
  makeReport(lastRun, readHistory([lines.join('\n')]), { last: 50 });
const report = reportOn(exampleHistory({ projects: 8, runs: 12, random: () => 0.7 }));

it.each([60, 80, 120])('fits %i columns, also with names that are long and strange', (width) => {
  for (const each of [report, reportOn(hostileHistory().history)]) {
    const lines = renderTerminal(each, { width, hasColour: false }).split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.join('')).not.toContain('\x1b');
  }
});

it('tells the cause that is behind a step above', () => {
  const text = renderTerminal(report, { width: 80, hasColour: false });
  expect(text).toMatch(
    /apps\/web\/Dockerfile:4 {2}RUN npm ci\n +line 3: package-lock\.json: react \S+ → \S+\n/,
  );
  expect(renderMarkdown(report)).toMatch(/RUN npm ci \| line 3: package-lock.json: react/);
});

it('cuts off nothing where there is no terminal, and no reason where there is one', () => {
  expect(renderTerminal(report, { width: Infinity, hasColour: false })).not.toContain('…');
  const warned = {
    ...report,
    misses: report.misses.map((miss) => ({
      ...miss,
      cacheUse: { mounts: [], tools: [], warnings: [`${'a long warning '.repeat(9)}ends here`] },
    })),
  };
  expect(renderTerminal(warned, { width: 80, hasColour: false })).toMatch(/ends here$/m);
});

it('says of a hit when its build took, not what that build had cached', () => {
  const line = renderTerminal(report, { width: 100, hasColour: false }).match(/worker:docker-build.*/)?.[0];
  expect(line).toMatch(/task hit {2,}[\d.]+ s\s+\W*$/);
});

it('does not count steps that a failed build never began', () => {
  const steps = [
    exampleStep({
      name: '[1/2] RUN a',
      ownMs: 900,
      intervals: [{ start: 0, end: 900 }],
      error: 'exit code: 1',
    }),
    exampleStep({ name: '[2/2] RUN b' }),
  ];
  const entry = buildEntry(exampleRecord({ steps, outcome: 'failure', totalSteps: 2 }));
  const run = chooseRun(undefined, { ...NO_HISTORY, builds: [entry] }, undefined);
  const { misses, slowest } = makeReport(run!, { ...NO_HISTORY, builds: [entry, entry] }, { last: 9 });
  expect(misses.map(({ step }) => step)).toEqual(['[1/2] RUN a']);
  expect(slowest.map(({ name }) => name)).toEqual([]);
});

it.each([
  ['[builder 3/5] RUN --mount=type=cache,target=/x --network=none npm ci', 'RUN npm ci'],
  ['builder: RUN --mount=type=cache,target=/x npm ci', 'builder: RUN npm ci'],
  ['[2/3] COPY --from=a /x /y', 'COPY --from=a /x /y'],
  ['exporting to image', 'exporting to image'],
])('shortens %s', (name, short) => {
  expect(shortStep({ name })).toBe(short);
});

it.each([
  [{}, ''],
  [{ cause: { kind: 'evicted' } }, 'evicted from the cache'],
  [{ cause: { kind: 'step-above-ran', step: 'x' } }, 'a step above ran'],
  [
    {
      cause: { kind: 'step-above-ran', step: 'x' },
      root: { step: 'y', line: 3, cause: { kind: 'evicted' } },
    },
    'line 3: evicted from the cache',
  ],
  [
    { cause: { kind: 'step-above-ran', step: 'x' }, root: { step: 'y', cause: { kind: 'evicted' } } },
    'above: evicted from the cache',
  ],
] as const)('says %j', (miss, words) => {
  expect(missWords(miss)).toBe(words);
});

it('tells in every form what the cache mounts of a step brought', () => {
  const { misses } = report;
  expect(misses.some(({ cacheUse }) => cacheUse !== undefined)).toBe(true);
  for (const text of [
    renderTerminal(report, { width: 200, hasColour: false }),
    renderMarkdown(report),
    renderHtml(report),
  ])
    expect(text).toMatch(/49 from cache, 1 downloaded .*1\.3 MB.*, mount \+1\.3 MB/);
  const bare = { ...report, misses: misses.map((miss) => ({ ...miss, cacheUse: undefined })) } as Report;
  for (const text of [renderMarkdown(bare), renderHtml(bare)]) expect(text).not.toMatch(/cache mounts</i);
});
