import { memoryWorld, type MemoryWorld, type MemoryWorldFacts } from '../../io/memory-world';
import { exampleHistory } from '../../timing/testing/histories';
import { openCommand } from './open-command';
import { runReport, type ReportRequest } from './run-report';

const { lines, lastRun } = exampleHistory({ projects: 3, runs: 3, random: () => 0.7 });

async function reported(more: Partial<ReportRequest>, facts: MemoryWorldFacts = {}): Promise<MemoryWorld> {
  const world = memoryWorld({ cwd: '/workspace/apps', ...facts });
  await runReport(world, {
    history: { read: () => [lines.join('\n')], lastRun: () => lastRun },
    root: '/workspace',
    project: undefined,
    last: 50,
    trace: undefined,
    html: undefined,
    open: false,
    json: false,
    explain: false,
    failOnRegression: undefined,
    ...more,
  });
  return world;
}

const opener: MemoryWorldFacts = {
  run: () => ({ kind: 'exited', exitCode: 0, stdout: '', stderr: '' }),
};

it('prints tables, and nothing else anywhere', async () => {
  const { printed, contents } = await reported({});
  expect(printed.out).toContain('Critical path');
  expect([printed.err, contents.size]).toEqual(['', 0]);
});

it('writes a page instead, and says where', async () => {
  const { printed, contents, commands } = await reported({ html: '/workspace/apps/out/report.html' });
  expect(printed).toEqual({ out: '', err: 'wrote out/report.html\n' });
  expect(Buffer.from(contents.get('/workspace/apps/out/report.html') ?? []).toString()).toMatch(
    /^<!doctype html>/,
  );
  expect(commands).toEqual([]);
});

it('opens the page, from a temporary file where none is named', async () => {
  const { printed, contents, commands } = await reported({ open: true }, opener);
  const [file = ''] = contents.keys();
  expect(file).toMatch(/report\.html$/);
  expect(commands).toEqual([{ file: 'xdg-open', args: [file] }]);
  expect(printed.err).toBe(`wrote ${file}\n`);
});

it('does not fail when nothing can open it', async () => {
  const { printed } = await reported({ open: true, html: '/workspace/apps/r.html' });
  expect(printed.err).toBe(
    'wrote r.html\ncannot open it: there is no xdg-open here; open the file in a browser\n',
  );
});

it('prints JSON alone on standard output, whatever else is written', async () => {
  const { printed } = await reported({
    json: true,
    html: '/workspace/apps/r.html',
    trace: '/workspace/apps/t.json',
  });
  expect(JSON.parse(printed.out)).toMatchObject({ run: { id: lastRun.id } });
  expect(printed.err).toBe('wrote t.json\nwrote r.html\n');
});

it('fails with a code where the page cannot be written', async () => {
  const facts = { faults: { 'write /workspace/r.html': 'EACCES' } };
  await expect(reported({ html: '/workspace/r.html' }, facts)).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
  });
});

it.each([
  ['linux', { file: 'xdg-open', args: ['/a b.html'] }],
  ['freebsd', { file: 'xdg-open', args: ['/a b.html'] }],
  ['darwin', { file: 'open', args: ['/a b.html'] }],
  ['win32', { file: 'rundll32', args: ['url.dll,FileProtocolHandler', '/a b.html'] }],
])('opens a file on %s', (platform, command) => {
  expect(openCommand(platform, '/a b.html')).toEqual(command);
});
