import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notedReader, settledLook, stampsOf, type Look } from '../io/noted-reader';
import { workspaceReader } from '../io/workspace-reader';
import { readMemory, writeMemory } from './project-memory';

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

  const kept = (looks: readonly Look[], notedMs = LATER): string =>
    writeMemory('c', { app: { key: 'k', looks: () => looks, project: null } }, notedMs);
  function remembered(notedMs = LATER): string {
    const reader = notedReader(workspaceReader(root), stampsOf(root));
    reader.text('app/Dockerfile');
    reader.text('app/.dockerignore');
    reader.exists('app/missing');
    reader.tree('app').list('');
    reader.tree('app').readLink('link');
    return kept(reader.looks(), notedMs);
  }
  const recall = (text: string, { folder = 'app', key = 'k', common = 'c' } = {}) =>
    readMemory(text, common, stampsOf(root)).recall(folder, key);
  const holds = (text: string, place?: Parameters<typeof recall>[1]): boolean =>
    recall(text, place) !== undefined;

  it('holds while nothing changes, and may be kept again as it is', () => {
    const known = recall(remembered());
    expect(known).toMatchObject({ key: 'k', project: null });
    expect(holds(kept(known?.looks() ?? []))).toBe(true);
    expect(kept(known?.looks() ?? [])).toBe(remembered());
  });

  it('keeps a look that counts for several projects once', () => {
    const [look, other] = [
      ['app', 'what', 'folder'],
      ['lib', 'what', '-'],
    ] as const satisfies readonly Look[];
    const entry = (...looks: Look[]) => ({ key: 'k', looks: () => looks, project: null });
    const text = writeMemory('c', { a: entry(look), b: entry(other, look) }, LATER);
    expect(JSON.parse(text)).toMatchObject({
      looks: { paths: ['app', 'lib'], questions: 'ww', answers: ['folder', '-'], numbers: [] },
      projects: { a: { looks: [0] }, b: { looks: [1, 0] } },
    });
    expect(recall(text, { folder: 'b' })?.looks()).toEqual([other, look]);
    expect(readMemory(text, 'c', stampsOf(root)).size).toBe(2);
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
      expect(holds(kept(looks))).toBe(expected);
    });
  });

  it('looks at the links in a folder, and not at its other names', () => {
    const looksOf = (own: string, folder: string) => {
      const reader = notedReader(workspaceReader(root), stampsOf(root), own);
      expect(reader.tree(folder).links?.('')).toEqual(folder === 'app' ? ['link'] : []);
      return reader.looks();
    };
    const [own] = looksOf('app', 'app');
    expect(own?.slice(0, 2)).toEqual(['app', 'all']);
    const looks = looksOf('app', '.');
    expect(looks).toEqual([['.', 'links', '']]);
    const memory = kept(looks);
    writeFileSync(join(root, 'new'), 'x');
    expect(holds(memory)).toBe(true);
    symlinkSync('app', join(root, 'conf'));
    expect(holds(memory)).toBe(false);
  });

  it('does not hold for what may have changed within the same tick, nor for other options', () => {
    expect(holds(remembered(Date.now()))).toBe(false);
    expect(holds(remembered(), { key: 'other' })).toBe(false);
    expect(holds(remembered(), { common: 'other options' })).toBe(false);
    expect(holds(remembered(), { folder: 'toString' })).toBe(false);
  });

  it('holds no more once a folder is there that was not', () => {
    const reader = notedReader(workspaceReader(root), stampsOf(root));
    expect(reader.tree('deploy').list('')).toBeUndefined();
    const memory = kept(reader.looks());
    expect(holds(memory)).toBe(true);
    mkdirSync(join(root, 'deploy'));
    expect(holds(memory)).toBe(false);
  });

  it.each(['app/Dockerfile/below', `app/${'n'.repeat(300)}`, 'app/with\0zero'])(
    'has an answer for %j, which cannot be looked at',
    (path) => {
      const answer = stampsOf(root).of(path, 'all');
      expect(answer).toMatch(/^[A-Z_]+$/);
      expect(stampsOf(root).holds([path, 'all', answer])).toBe(true);
    },
  );

  it.each<[string, Look[2], boolean]>([
    ['a file', [1, 2, 1_000], true],
    ['a file', [1, 2, 9_000], false],
    ['a link', [1, 2, 1_000, 3, 4, 1_000], true],
    ['a link', [1, 2, 9_000, 3, 4, 1_000], false],
    ['what a link leads to', [1, 2, 1_000, 3, 4, 9_000], false],
    ['nothing', '-', true],
    ['a kind', 'folder', true],
  ])('counts on a look at %s, %j, ten seconds after the epoch: %s', (_, answer, expected) => {
    const look: Look = ['app', 'all', answer];
    expect(settledLook(look, 10_000)).toEqual(expected ? look : ['app', 'all', '?']);
  });

  it.each([
    undefined,
    '',
    '{',
    '[]',
    '{"schemaVersion":0}',
    '{"schemaVersion":5,"common":"c","looks":[],"projects":3}',
    '{"schemaVersion":5,"common":"c","looks":{},"projects":{}}',
  ])('is nothing where %j was kept', (text) => {
    expect(readMemory(text, 'c', stampsOf(root))).toMatchObject({ size: 0 });
  });
});
