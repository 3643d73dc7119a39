import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notedReader, stampsOf } from '../io/noted-reader';
import { workspaceReader } from '../io/workspace-reader';
import { MEMORY_VERSION, readMemory, recall, type ProjectMemory } from './project-memory';

const LATER = Date.now() + 60_000;

describe('what is remembered of a folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'project-memory-'));
    mkdirSync(join(root, 'app/src'), { recursive: true });
    writeFileSync(join(root, 'app/Dockerfile'), 'FROM a');
    symlinkSync('src', join(root, 'app/link'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function remembered(notedMs = LATER): ProjectMemory {
    const reader = notedReader(workspaceReader(root), stampsOf(root));
    reader.text('app/Dockerfile');
    reader.text('app/.dockerignore');
    reader.exists('app/missing');
    reader.tree('app').list('');
    reader.tree('app').readLink('link');
    const project = { key: 'k', looks: reader.looks(), project: null };
    return { schemaVersion: MEMORY_VERSION, common: 'c', notedMs, projects: { app: project } };
  }
  const holds = (memory: ProjectMemory, key = 'k'): boolean =>
    recall(memory, 'app', key, stampsOf(root)) !== undefined;

  it('holds while nothing changes', () => {
    expect(holds(remembered())).toBe(true);
    expect(holds(readMemory(JSON.stringify(remembered()), 'c'))).toBe(true);
  });

  it.each<[string, () => void]>([
    [
      'a text',
      () => {
        writeFileSync(join(root, 'app/Dockerfile'), 'FROM b');
      },
    ],
    [
      'a text whose time is set back',
      () => {
        writeFileSync(join(root, 'app/Dockerfile'), 'FROM c');
        utimesSync(join(root, 'app/Dockerfile'), 1, 1);
      },
    ],
    [
      'a file that was not there',
      () => {
        writeFileSync(join(root, 'app/.dockerignore'), 'x');
      },
    ],
    [
      'a path that was not there',
      () => {
        writeFileSync(join(root, 'app/missing'), 'x');
      },
    ],
    [
      'what a name stands for',
      () => {
        rmSync(join(root, 'app/src'), { recursive: true });
      },
    ],
    [
      'a removed file',
      () => {
        rmSync(join(root, 'app/Dockerfile'));
      },
    ],
    [
      'another file of the same text',
      () => {
        writeFileSync(join(root, 'other'), 'FROM a');
        renameSync(join(root, 'other'), join(root, 'app/Dockerfile'));
      },
    ],
    [
      'a link',
      () => {
        rmSync(join(root, 'app/link'));
        symlinkSync('elsewhere', join(root, 'app/link'));
      },
    ],
  ])('holds no more after a change of %s', (_, change) => {
    const memory = remembered();
    change();
    expect(holds(memory)).toBe(false);
  });

  it('holds when a name comes into a folder of which one name was asked for', () => {
    const memory = remembered();
    writeFileSync(join(root, 'app/new'), 'x');
    expect(holds(memory)).toBe(true);
    const reader = notedReader(workspaceReader(root), stampsOf(root));
    expect([...(reader.tree('app').list('') ?? [])].length).toBeGreaterThan(0);
    expect(reader.looks().map(([path, question]) => [path, question])).toEqual([['app', 'all']]);
  });

  it('does not hold for what may have changed within the same tick, nor for other options', () => {
    expect(holds(remembered(Date.now()))).toBe(false);
    expect(holds(remembered(), 'other')).toBe(false);
    expect(holds(readMemory(JSON.stringify(remembered()), 'other options'))).toBe(false);
    expect(recall(remembered(), 'toString', 'k', stampsOf(root))).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    '{',
    '[]',
    '{"schemaVersion":0}',
    '{"schemaVersion":1,"common":"c","notedMs":1,"projects":3}',
  ])('is nothing where %j was kept', (text) => {
    expect(readMemory(text, 'c').projects).toEqual({});
  });
});
