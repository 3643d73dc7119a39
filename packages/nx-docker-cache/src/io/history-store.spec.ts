import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyStore, type HistoryStore } from './history-store';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const store = (mostBytes?: number): HistoryStore => historyStore(folder, '/workspace', mostBytes);
const own = (): string =>
  join(folder, 'nx-docker-cache', readdirSync(join(folder, 'nx-docker-cache'))[0] ?? '');
const linesOf = (history: HistoryStore): string[] =>
  history
    .read()
    .flatMap((text) => text.split('\n'))
    .filter(Boolean);

describe('the lines of the history', () => {
  it('are none before the first', () => {
    expect(store().read()).toEqual([]);
    expect(store().readEnd(100)).toBe('');
  });

  it('come back in their order', () => {
    for (const line of ['a', 'b', 'c']) store().append(line);
    expect(linesOf(store())).toEqual(['a', 'b', 'c']);
  });

  it('are not taken along by one that a crash cut off', () => {
    store().append('a');
    appendFileSync(join(own(), 'history.ndjson'), '\n{"v":1,"bui');
    store().append('b');
    expect(linesOf(store())).toEqual(['a', '{"v":1,"bui', 'b']);
  });

  it('are kept up to a bound, the last ones', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index} ${'x'.repeat(100)}`);
    for (const line of lines) store(2_000).append(line);
    const kept = linesOf(store(2_000));
    expect(kept).toEqual(lines.slice(-kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(15);
    for (const name of readdirSync(own())) expect(statSync(join(own(), name)).size).toBeLessThan(2_200);
  });

  it.each([0, 1, 5, 50, 200])('that have just been appended are at the end, also after %i more', (more) => {
    const history = store(2_000);
    history.append('wanted');
    for (let index = 0; index < more; index += 1) history.append(`line ${index} äöü`);
    const end = history.readEnd(100_000).split('\n').filter(Boolean);
    expect(end.at(-1)).toBe(more === 0 ? 'wanted' : `line ${more - 1} äöü`);
    expect(end.includes('wanted')).toBe(linesOf(history).includes('wanted'));
  });

  it('are whole where only the last bytes are read', () => {
    for (let index = 0; index < 100; index += 1) store().append(`line ${index} äöü`);
    for (let bytes = 0; bytes < 60; bytes += 1)
      for (const line of store().readEnd(bytes).split('\n').filter(Boolean))
        expect(line).toMatch(/^line 9\d äöü$/);
  });

  it('go on after one who held the lock has died', () => {
    store(100).append('x'.repeat(50));
    const lock = join(own(), 'history.ndjson.lock');
    writeFileSync(lock, '');
    for (const line of ['y'.repeat(80), 'z'.repeat(80)]) store(100).append(line);
    expect(readdirSync(own())).not.toContain('history.older.ndjson');
    utimesSync(lock, 0, 0);
    store(100).append('a');
    expect(readdirSync(own()).sort()).toEqual(['history.older.ndjson']);
    expect(linesOf(store(100))).toEqual(['x'.repeat(50), 'y'.repeat(80), 'z'.repeat(80), 'a']);
  });
});

/** A process of its own that appends lines as a build does, with the sources as they are. */
function writer(name: string, count: number, mostBytes: number): Promise<number | null> {
  const script = `
    const { historyStore } = require(${JSON.stringify(join(__dirname, 'history-store.ts'))});
    const store = historyStore(${JSON.stringify(folder)}, '/workspace', ${mostBytes});
    for (let index = 0; index < ${count}; index += 1)
      store.append(JSON.stringify({ name: ${JSON.stringify(name)}, index, text: 'x'.repeat(5000) }));
  `;
  const repository = join(__dirname, '../../../..');
  const child = spawn(process.execPath, ['-r', '@swc-node/register', '-e', script], {
    cwd: repository,
    env: { ...process.env, SWC_NODE_PROJECT: join(repository, 'tsconfig.base.json') },
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', resolve));
}

describe('processes that write at once', () => {
  it.each([
    ['lose no line', 8_000_000, 300],
    ['lose only the oldest where the files are full', 200_000, 1],
  ])(
    '%s',
    async (_, mostBytes, fewest) => {
      const names = ['a', 'b', 'c'];
      expect(await Promise.all(names.map((name) => writer(name, 100, mostBytes)))).toEqual([0, 0, 0]);
      const read = linesOf(store(mostBytes)).map(
        (line) => JSON.parse(line) as { name: string; index: number },
      );
      expect(read.length).toBeGreaterThanOrEqual(fewest);
      for (const name of names) {
        const indexes = read.filter((line) => line.name === name).map(({ index }) => index);
        expect(indexes).toEqual(
          Array.from({ length: indexes.length }, (__, at) => 100 - indexes.length + at),
        );
      }
    },
    60_000,
  );
});

describe('the last run', () => {
  it('is there whole, or not at all', () => {
    expect(store().lastRun()).toBeUndefined();
    store().writeLastRun({ id: 'a' });
    store().writeLastRun({ id: 'b' });
    expect(store().lastRun()).toEqual({ id: 'b' });
    writeFileSync(join(own(), 'last-run.json'), '{"id":');
    expect(store().lastRun()).toBeUndefined();
    expect(readdirSync(own())).toEqual(['last-run.json']);
  });

  it('has the task graph of the first one who told it, of a run that was begun', () => {
    const run = randomUUID();
    store().noteTaskGraph(run, ['lost']);
    expect(store().taskGraph(run)).toBeUndefined();
    store().append('a');
    const runs = join(own(), 'runs', run);
    // As image-state-store.ts does when a run begins.
    mkdirSync(runs, { recursive: true });
    store().noteTaskGraph(run, ['first']);
    store().noteTaskGraph(run, ['second']);
    expect(store().taskGraph(run)).toEqual(['first']);
    writeFileSync(
      join(runs, 'task-graph.json'),
      readFileSync(join(runs, 'task-graph.json'), 'utf8').slice(0, 4),
    );
    expect(store().taskGraph(run)).toBeUndefined();
  });
});
