import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPES } from '../../recipes/registry';
import type { ToolUse } from './cache-use';
import { TOOL_LOGS } from './registry';
import { StepToolLog } from './step-tool-log';

/** What the tools wrote in builds, lines about unpacking left out; hosts are replaced. */
const linesOf = (fixture: string): readonly string[] =>
  readFileSync(join(__dirname, 'fixtures', `${fixture}.txt`), 'utf8').split('\n');

function read(tools: readonly string[], lines: readonly string[]): readonly ToolUse[] {
  const log = new StepToolLog(tools);
  for (const line of lines) log.line(line);
  return log.uses();
}

const use = (tool: string, reused?: number, downloaded?: number, downloadedBytes?: number): ToolUse => ({
  tool,
  reused,
  downloaded,
  downloadedBytes,
});

it('every log is that of a recipe', () => {
  expect(RECIPES.map(({ tool }) => tool)).toEqual(expect.arrayContaining(Object.keys(TOOL_LOGS)));
});

it.each([
  ['pip-23', 'pip', [use('pip', 1, 5, 208_000)]],
  ['pip-26', 'pip', [use('pip', 1, 4, 148_000)]],
  ['uv-0.13-first', 'uv', [use('uv', 0, 3)]],
  ['uv-0.13-more', 'uv', [use('uv', 3, 3)]],
  ['uv-0.13-project', 'uv', [use('uv', 1, 1)]],
  ['npm-10-first', 'npm', [use('npm', 0, 3)]],
  ['npm-10-again', 'npm', [use('npm', 3, 0)]],
  ['npm-10-more', 'npm', [use('npm', 3, 5)]],
  ['pnpm-9-first', 'pnpm', [use('pnpm', 3, 8)]],
  ['pnpm-9-again', 'pnpm', [use('pnpm', 19, 0)]],
  ['apt-2-first', 'apt', [use('apt', 0, 4, 519_000)]],
  ['apt-2-more', 'apt', [use('apt', 2, 3, 451_000)]],
  ['apt-2-again', 'apt', [use('apt', 1, 0, 0)]],
  ['apt-2-silent', 'apt', []],
  ['apt-3', 'apt', [use('apt', 1, 1, 161_000)]],
  ['go-build', 'go', [use('go', undefined, 3)]],
  ['go-download-x', 'go', [use('go', undefined, 3)]],
  ['cargo-first', 'cargo', [use('cargo', undefined, 2)]],
  ['cargo-again', 'cargo', [use('cargo', undefined, 0)]],
  ['cargo-fetch', 'cargo', [use('cargo', undefined, 8)]],
  ['maven-3-first', 'maven', [use('maven', undefined, 6, 6_185_100)]],
  ['maven-3-again', 'maven', []],
  ['yarn-1', 'yarn', []],
  ['yarn-4', 'yarn-berry', []],
])('%s', (fixture, tool, expected) => {
  expect(read([tool], linesOf(fixture))).toEqual(expected);
});

it.each([
  ['is cut off', []],
  ['goes on after a package that did not come', ['Err:2 host stable/main b', 'Fetched 1 kB in 0s (9 kB/s)']],
])('does not take for cached what apt did not get in a log that %s', (_, end) => {
  const plan = '0 upgraded, 3 newly installed, 0 to remove and 0 not upgraded.';
  const needs = 'Need to get 52.3 MB of archives.';
  expect(read(['apt'], [plan, needs, 'Get:1 host stable/main a 1 [451 kB]', ...end])).toEqual([]);
});

it('tells nothing of a log that says nothing', () => {
  const all = Object.keys(TOOL_LOGS);
  expect(read(all, ['', 'hello', 'Downloading the internet', 'reused 7, downloaded 8'])).toEqual([]);
});

it('keeps the tools of one RUN apart', () => {
  const lines = [...linesOf('pip-23'), ...linesOf('uv-0.13-more'), ...linesOf('apt-2-more')];
  expect(read(['apt', 'pip', 'uv'], lines)).toEqual([
    use('apt', 2, 3, 451_000),
    use('pip', 1, 5, 208_000),
    use('uv', 3, 3),
  ]);
});

it('counts several calls together', () => {
  expect(read(['apt'], [...linesOf('apt-2-first'), ...linesOf('apt-3')])).toEqual([
    use('apt', 1, 5, 680_000),
  ]);
});

it.each([
  ['size', '[output clipped, log limit 2MiB reached]'],
  ['speed', '[output clipped, log limit 200KiB/s reached]'],
  ['speed, as older versions say it', '[output clipped, log speed 200KiB/s reached]'],
])('tells nothing when BuildKit cut the log off for its %s', (_, line) => {
  expect(read(['pip'], [...linesOf('pip-23'), line])).toEqual([]);
});

it.each([
  ['apt', '5 kB', 5_000],
  ['apt', '1.2.3 kB', undefined],
])('%s that says of its downloads that they are %s: %s bytes', (tool, size, bytes) => {
  const plan = '0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.';
  const needs = `Need to get ${size} of archives.`;
  const got = [`Get:1 host stable/main a 1 [${size}]`, `Fetched ${size} in 0s (9 kB/s)`];
  expect(read([tool], [plan, needs, ...got])).toEqual([use(tool, 0, 1, bytes)]);
});

it('packages that the build brings along are neither reused nor downloaded', () => {
  const lines = [
    '0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.',
    'Need to get 64.0 kB/76.0 kB of archives.',
    'Get:1 /tmp/own.deb own amd64 1.0 [12.0 kB]',
    'Get:2 http://packages.example/debian bookworm/main amd64 jq amd64 1.6 [64.0 kB]',
    'Fetched 64.0 kB in 0s (4954 kB/s)',
  ];
  expect(read(['apt'], lines)).toEqual([use('apt', 0, 1, 64_000)]);
});

it('one download of unknown size makes the sum unknown', () => {
  expect(read(['pip'], ['  Downloading a-1.whl (1.0 kB)', '  Downloading b-1.tar.gz'])).toEqual([
    use('pip', 0, 2),
  ]);
});
