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

  describe('of the folder of which most is asked', () => {
    const ask = (own = 'app') => {
      const reader = notedReader(workspaceReader(root), stampsOf(root), own);
      const answers = [
        reader.exists('app/src'),
        reader.exists('app/missing'),
        reader.exists('app/missing/further'),
        reader.exists('app/src/further'),
        reader.exists('app/link'),
        reader.text('app/Dockerfile'),
        reader.text('app/.dockerignore'),
      ];
      return { answers, looks: reader.looks() };
    };
    const asMemory = (looks: ReturnType<typeof ask>['looks']): ProjectMemory => ({
      schemaVersion: MEMORY_VERSION,
      common: 'c',
      notedMs: LATER,
      projects: { app: { key: 'k', looks, project: null } },
    });

    it('takes one look at its names, and single ones at texts, at links, and at what is further below', () => {
      const { answers, looks } = ask();
      expect(answers).toEqual([true, false, false, false, true, 'FROM a', undefined]);
      expect(looks.map(([path, question]) => [path, question])).toEqual([
        ['app', 'all'],
        ['app/src/further', 'what'],
        ['app/link', 'what'],
        ['app/Dockerfile', 'all'],
      ]);
    });

    it('is answered in the same way as anybody else, whose looks are single ones', () => {
      expect(ask('other').answers).toEqual(ask().answers);
      expect(ask('.').answers).toEqual(ask().answers);
      expect(ask('.').looks).toHaveLength(7);
    });

    it.each<[string, (path: string) => void, boolean]>([
      [
        'missing',
        (path) => {
          writeFileSync(path, 'x');
        },
        false,
      ],
      [
        'missing',
        (path) => {
          mkdirSync(path);
        },
        false,
      ],
      [
        'src',
        (path) => {
          renameSync(path, `${path}-2`);
        },
        false,
      ],
      [
        'src/further',
        (path) => {
          writeFileSync(path, 'x');
        },
        false,
      ],
      [
        'src/other',
        (path) => {
          writeFileSync(path, 'x');
        },
        true,
      ],
      [
        'Dockerfile',
        (path) => {
          writeFileSync(path, 'FROM b');
        },
        false,
      ],
    ])('after a change of %s (%#)', (path, change, expected) => {
      const { looks } = ask();
      change(join(root, 'app', path));
      expect(holds(asMemory(looks))).toBe(expected);
    });
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
