import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { formatDuration } from '../packages/nx-docker-cache/src/timing/duration';
import { readHistory } from '../packages/nx-docker-cache/src/timing/history/lines';
import { targetId } from '../packages/nx-docker-cache/src/timing/history/statistics';
import { renderHtml } from '../packages/nx-docker-cache/src/timing/report/html/page';
import { makeReport, type Report } from '../packages/nx-docker-cache/src/timing/report/report';
import { percent } from '../packages/nx-docker-cache/src/timing/percent';
import { cachedSteps } from '../packages/nx-docker-cache/src/timing/report/words';
import { durationOf } from '../packages/nx-docker-cache/src/timing/run/what-if';
import { hostileHistory } from '../packages/nx-docker-cache/src/timing/testing/hostile-history';
import {
  exampleHistory,
  type ExampleHistory,
} from '../packages/nx-docker-cache/src/timing/testing/histories';
import { launchBrowser, openFile, type WatchedPage } from './support/browser';
import { images } from './support/images';
import { scratchFolder } from './support/scratch-folder';
import { seededRandom } from './support/seeded-random';
import { createWorkspace } from './support/workspace';

jest.setTimeout(900_000);

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(scratchFolder('report-pages'), 'p-'));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

function reportOn({ lines, lastRun }: ExampleHistory): Report {
  return makeReport(lastRun, readHistory([lines.join('\n')]), { last: 1000 });
}

function writePage(name: string, report: Report): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, renderHtml(report));
  return file;
}

/** What is to be seen of the first column of a table, in its order. */
function names(page: Page, table: string): Promise<string[]> {
  return page
    .locator(`#${table} tbody tr:not([hidden]) th`)
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.trim()));
}

describe('a page of eight projects and sixty runs', () => {
  const report = reportOn(exampleHistory({ projects: 8, runs: 60, random: seededRandom(4) }));
  let watched: WatchedPage;
  let page: Page;

  beforeEach(async () => {
    watched = await openFile(browser, writePage('example', report), {
      viewport: { width: 1440, height: 1000 },
    });
    ({ page } = watched);
  });

  afterEach(async () => {
    expect(watched.complaints).toEqual([]);
    await page.context().close();
  });

  it('shows the numbers of the record', async () => {
    const { run } = report;
    const { cached, total } = cachedSteps(run);
    const figures = await page.locator('.figures .value').allInnerTexts();
    expect(figures.slice(0, 2)).toEqual([formatDuration(report.wallMs), percent(cached, total)]);

    const rows = await page
      .locator('.tasks > li .row:has(.state)')
      .evaluateAll((elements) =>
        elements.map((element) => [
          element.querySelector('.name')?.textContent,
          element.querySelector('.time')?.textContent,
        ]),
      );
    const expected = run.tasks.map((task) => [task.id, formatDuration(durationOf(task))]);
    expect(rows.sort()).toEqual(expected.sort());

    const misses = await page
      .locator('#miss-table tbody tr')
      .evaluateAll((elements) =>
        elements.map((element) => element.querySelector('td:last-child')?.textContent.trim()),
      );
    expect(misses).toEqual(report.misses.map(({ ms }) => formatDuration(ms)));

    const medians = await page
      .locator('#project-table tbody tr')
      .evaluateAll((elements) => elements.map((element) => element.children[3]?.textContent.trim()));
    expect(medians).toEqual(report.targets.map(({ medianMs }) => formatDuration(medianMs ?? 0)));
  });

  it('draws each task where it was in time', async () => {
    const { run, wallMs } = report;
    const task = run.tasks.find(({ id }) => id === 'billing:docker-build')!;
    const [bar, whole] = await page.locator('.tasks > li', { hasText: task.id }).evaluate((item) => {
      const svg = item.querySelector('.bars')!;
      return [svg.querySelector('rect')!, svg].map((each) => {
        const { left, width } = each.getBoundingClientRect();
        return { left, width };
      });
    });
    expect((bar!.left - whole!.left) / whole!.width).toBeCloseTo(
      (task.startedAt! - run.startedAt) / wallMs,
      2,
    );
    expect(bar!.width / whole!.width).toBeCloseTo(durationOf(task) / wallMs, 2);
  });

  it('tells why a step ran, down to the entry of a file', async () => {
    const row = page.locator('#miss-table tbody tr', { hasText: 'apps/web/Dockerfile:4' });
    await row.locator('summary').click();
    const because = await row.locator('.reasons').innerText();
    expect(because).toContain('the step of line 3 ran');
    expect(because).toMatch(/react \S+ → \S+/);
  });

  it('sorts with the keyboard, both ways', async () => {
    const heading = page.locator('#project-table th', { hasText: 'Median' });
    await heading.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    const sorted = [...report.targets].sort((a, b) => b.medianMs! - a.medianMs!).map(targetId);
    expect(await names(page, 'project-table')).toEqual(sorted);
    await page.keyboard.press('Space');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await names(page, 'project-table')).toEqual(sorted.reverse());
  });

  it('filters rows, and shows the rest of a long table on request', async () => {
    expect((await names(page, 'step-table')).length).toBe(12);
    await page.locator('[data-all="step-table"]').press('Enter');
    const all = await names(page, 'step-table');
    expect(all.length).toBeGreaterThan(12);
    await page.locator('[data-filter="step-table"]').fill('npm billing');
    const rows = await page.locator('#step-table tbody tr:not([hidden])').allInnerTexts();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/npm[^]*billing/);
    expect(await page.locator('[data-count="step-table"]').innerText()).toBe(
      `${rows.length} of ${all.length}`,
    );
  });

  it('filters the timeline by text and to the critical path', async () => {
    const shown = (): Promise<string[]> =>
      page
        .locator('.tasks > li:visible')
        .evaluateAll((items) => items.map((item) => item.querySelector('.name')?.textContent ?? ''));
    await page.locator('#timeline-filter').fill('auth');
    expect(await shown()).toEqual(['auth:docker-build']);
    await page.locator('#timeline-filter').fill('');
    await page.locator('#timeline-critical').press('Space');
    const onPath = new Set(report.path.filter(({ kind }) => kind !== 'wait').map(({ task }) => task));
    expect(new Set(await shown())).toEqual(onPath);
  });

  it('can be walked through with the tab key, everything that acts has a name', async () => {
    const stops: string[] = [];
    for (let index = 0; index < 400; index++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const { activeElement: element } = document;
        if (element === null || element === document.body) return undefined;
        const { width, height } = element.getBoundingClientRect();
        const label = element.closest('label')?.textContent ?? '';
        const name = element.getAttribute('aria-label') ?? `${element.textContent}${label}`;
        return { name: `${element.tagName} ${name.trim()}`, isSeen: width > 0 && height > 0 };
      });
      if (stop === undefined) break;
      expect(stop.isSeen).toBe(true);
      expect(stop.name).toMatch(/^\w+ \S/);
      stops.push(stop.name);
    }
    expect(stops[0]).toBe('A Skip to the timeline');
    expect(stops).toContain('INPUT auto');
    expect(stops).toContain('A Slowest steps');
    expect(stops.filter((name) => name.startsWith('SUMMARY api:docker-build')).length).toBe(1);
    expect(stops).toContain('BUTTON Median');
    expect(stops.some((name) => name.startsWith('DIV Points of the chart'))).toBe(true);
    const details = page.locator('.tasks details').first();
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await details.getAttribute('open')).not.toBeNull();
  });

  it('reads the chart out, for runs and for a project', async () => {
    const readout = page.locator('#chart-readout');
    expect(await readout.innerText()).toBe(
      `${report.runs.length} runs. Point at one, or use the arrow keys.`,
    );
    await page.locator('#chart-place').focus();
    await page.keyboard.press('End');
    const last = report.runs.at(-1)!;
    const hits = last.tasks.filter(({ status }) => status.endsWith('hit')).length;
    expect(await readout.innerText()).toContain(
      `${formatDuration(last.wallMs)}, ${hits} of ${last.tasks.length} tasks were hits`,
    );
    await page.locator('#chart-series').selectOption({ label: 'web:docker-build' });
    const builds = report.builds.filter(
      (build) => targetId(build) === 'web:docker-build' && build.outcome === 'success',
    );
    await page.locator('#chart-place').press('Home');
    await page.keyboard.press('ArrowRight');
    const second = builds[1]!;
    expect(await readout.innerText()).toContain(
      `${formatDuration(second.wallMs)}, ${second.cachedSteps} of ${second.totalSteps} steps cached`,
    );
    expect(await page.locator('#chart-place').getAttribute('aria-valuenow')).toBe('2');
  });

  it('is light or dark as the system is, and as the reader chooses', async () => {
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.locator('.theme input[value="auto"]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await ground()).toBe(light);
    await page.reload();
    expect(await ground()).toBe(light);
    await page.locator('.theme input[value="light"]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await ground()).toBe(dark);
  });

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [820, 'light'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)('fits %i pixels, %s', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: width === 390 ? 1100 : 1000 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const picture = await page.screenshot();
    expect(picture.length).toBeGreaterThan(10_000);
  });

  it('says all of it without its script', async () => {
    const { page: plain, complaints } = await openFile(browser, writePage('plain', report), {
      javaScriptEnabled: false,
    });
    expect(complaints).toEqual([]);
    expect(await names(plain, 'project-table')).toEqual(report.targets.map(targetId));
    expect(await plain.locator('.tools:visible').count()).toBe(0);
    await plain.context().close();
  });
});

it('stays inert whatever a build was named', async () => {
  const { history, texts } = hostileHistory();
  const { page, complaints } = await openFile(browser, writePage('hostile', reportOn(history)));
  await page.locator('#timeline-all').click();
  for (const summary of await page.locator('#miss-table summary').all()) await summary.click();
  await page.locator('#chart-place').press('End');
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(await page.locator('img, iframe, object, [onerror], [onload], a[href^="javascript"]').count()).toBe(
    0,
  );
  expect(await page.locator('script').count()).toBe(2);
  const seen = await page.evaluate(() => document.body.textContent.replace(/\s+/g, ' '));
  for (const text of texts) expect(seen).toContain(text.replace(/\s+/g, ' '));
  await page.context().close();
});

it('is small and quick with fifty projects and a thousand runs', async () => {
  const report = reportOn(exampleHistory({ projects: 50, runs: 1000, random: seededRandom(5) }));
  expect(report.runs.length).toBe(1000);
  expect(report.run.tasks.length).toBe(50);
  const html = renderHtml(report);
  expect(Buffer.byteLength(html)).toBeLessThan(400_000);
  const file = writePage('large', report);
  const busy: number[] = [];
  for (let round = 0; round < 3; round++) {
    let session: CDPSession | undefined;
    const { page, complaints } = await openFile(browser, file, {}, async (fresh) => {
      session = await fresh.context().newCDPSession(fresh);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    });
    await page.waitForFunction(() => document.querySelector('#chart-place svg') !== null);
    expect(complaints).toEqual([]);
    const { metrics } = await session!.send('Performance.getMetrics');
    busy.push(1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value);
    await page.context().close();
  }
  // The processor time of the page's thread: by the clock it depends on what else runs here.
  expect(Math.min(...busy)).toBeGreaterThan(1);
  expect(Math.min(...busy)).toBeLessThan(5_000);
});

it('comes from a real run, by the executor and by the command, and is shown', async () => {
  const tag = `report-page-${Math.random().toString(36).slice(2, 10)}`;
  const workspace = await createWorkspace({
    pluginsInProcess: true,
    files: {
      'apps/one/project.json': {
        name: 'one',
        targets: {
          'docker-build': { options: { tags: [`${tag}:latest`] } },
          'docker-report': { executor: 'nx-docker-cache:report' },
        },
      },
      'apps/one/Dockerfile': 'FROM scratch\nCOPY content /content\n',
      'apps/one/content': tag,
      'bin/xdg-open': '#!/bin/sh\nprintf %s "$1" > "$OPENED"\n',
    },
  });
  try {
    await workspace.run('chmod', ['+x', 'bin/xdg-open']);
    const built = await workspace.nx(['run', 'one:docker-build']);
    expect(built).toMatchObject({ exitCode: 0 });
    const opened = join(workspace.root, 'opened.txt');
    const env = { PATH: `${join(workspace.root, 'bin')}:${process.env['PATH'] ?? ''}`, OPENED: opened };
    const byExecutor = await workspace.nx(
      ['run', 'one:docker-report', '--html=dist/executor.html', '--open'],
      env,
    );
    expect(byExecutor).toMatchObject({ exitCode: 0 });
    expect(byExecutor.stdout + byExecutor.stderr).toContain(join('dist', 'executor.html'));
    const byCommand = await workspace.command(['report', '--json', '--html', 'dist/command.html']);
    expect(byCommand).toMatchObject({ exitCode: 0, stderr: 'wrote dist/command.html\n' });
    const record = JSON.parse(byCommand.stdout) as Pick<Report, 'run' | 'wallMs'>;
    const nothing = await workspace.command(['report', '--open'], { PATH: '/none' });
    expect(nothing.exitCode).toBe(0);
    expect(nothing.stderr).toMatch(/^wrote .*report\.html\ncannot open it: there is no xdg-open here/);

    for (const file of ['dist/executor.html', 'dist/command.html']) {
      const { page, complaints } = await openFile(browser, join(workspace.root, file));
      expect(await page.locator('h1').innerText()).toBe(record.run.command);
      expect(await page.locator('.figures .value').first().innerText()).toBe(formatDuration(record.wallMs));
      expect(await page.locator('.tasks > li .name').first().innerText()).toBe('one:docker-build');
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    expect(workspace.read('opened.txt')).toBe(join(workspace.root, 'dist/executor.html'));
  } finally {
    await images().remove(`${tag}:latest`);
    await workspace.dispose();
  }
});
