import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceMarked } from '../tools/marked-text';
import { repositoryRoot } from '../tools/repository-root';
import { EDITS } from './situations/affected-edits';
import {
  runMatrix,
  type AffectedMode,
  type MatrixOptions,
  type MatrixRow,
} from './situations/affected-matrix';
import type { ImageProject } from './situations/affected-workspace';
import { IS_FULL } from './support/full-form';
import type { Packages } from './support/installed-packages';

/** Every commit is tried in the full form; each `npm test` tries a part of them. */
const NAMES = Object.keys(EDITS).filter((name) => IS_FULL || EDITS[name]?.isQuick === true);

jest.setTimeout(NAMES.length * 60_000);

const NX_23 = { nx: '23.2.1', '@nx/devkit': '23.2.1' };

interface Situation {
  readonly packages?: Packages;
  readonly daemon: boolean;
  readonly modes: readonly AffectedMode[];
  readonly isFull: boolean;
  readonly isOldNx?: true;
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'Nx 24 without its daemon': { daemon: false, modes: ['tasks', 'projects'], isFull: false },
  'Nx 24 with its daemon': { daemon: true, modes: ['tasks', 'projects'], isFull: true },
  'Nx 23': {
    packages: NX_23,
    isOldNx: true,
    daemon: false,
    modes: ['projects'],
    isFull: true,
  },
  'Nx 22': {
    packages: { nx: '22.7.9', '@nx/devkit': '22.7.9' },
    isOldNx: true,
    daemon: false,
    modes: ['projects'],
    isFull: true,
  },
};

const PEERS = {
  '@nx/docker': { version: '23.2.1', target: 'docker:build', needs: {} },
  '@nx-tools/nx-container': {
    version: '7.3.0',
    target: 'container',
    needs: { '@nx/js': '23.2.1', dotenv: '16.6.1', tslib: '2.8.1' },
  },
} as const;

const tried = Object.entries(SITUATIONS).filter(([, { isFull }]) => IS_FULL || !isFull);

describe.each(tried)('with %s', (_, { packages, daemon, modes, isOldNx }) => {
  let rows: ReadonlyMap<string, MatrixRow>;

  beforeAll(async () => {
    const options: MatrixOptions = { edits: NAMES, modes, target: 'docker-build', runs: true, daemon };
    rows = await runMatrix({ ...options, ...(packages !== undefined && { packages }) });
  });

  it.each(NAMES)('%s: no image that changed is missed, and no other is built without a reason', (name) => {
    const row = rows.get(name)!;
    const { always = [], byProject = [] } = EDITS[name]?.needless ?? {};
    const needless: Readonly<Record<AffectedMode, readonly ImageProject[]>> = {
      tasks: always,
      projects: [...always, ...byProject],
    };
    const isMissed = isOldNx === true && EDITS[name]?.isMissedByOldNx === true;
    const expected = isMissed ? row.changed.map((project) => `${project} by projects`) : [];
    expect({ stale: row.stale, missed: missed(row) }).toEqual({ stale: [], missed: expected });
    expect(without(row.built ?? [], [...row.changed, ...row.changedBefore, ...always])).toEqual([]);
    for (const mode of modes)
      expect([mode, without(row.selected[mode] ?? [], [...row.changed, ...needless[mode]])]).toEqual([
        mode,
        [],
      ]);
  });
});

/** Only chosen, not run: what others build is not ours to judge. */
const besideOthers = (): void => {
  it('chooses less that has not changed, and misses nothing', async () => {
    const options = { edits: NAMES, runs: false } as const;
    const ours = await runMatrix({ ...options, modes: ['tasks', 'projects'], target: 'docker-build' });
    const columns = new Map<string, (name: string) => readonly ImageProject[]>([
      ['ours, by tasks', (name) => ours.get(name)?.selected.tasks ?? []],
      ['ours, by projects', (name) => ours.get(name)?.selected.projects ?? []],
    ]);
    for (const [plugin, { version, target, needs }] of Object.entries(PEERS)) {
      const rows = await runMatrix({
        ...options,
        ...{ modes: ['projects'], target, packages: { ...NX_23, ...needs, [plugin]: version } },
        ...{ plugin: false, nxJson: { plugins: [plugin] } },
      });
      columns.set(`${plugin} ${version}`, (name) => rows.get(name)?.selected.projects ?? []);
    }
    const changed = (name: string): readonly ImageProject[] => ours.get(name)?.changed ?? [];
    record(affectedTable(changed, columns));
    for (const name of NAMES) expect([name, missed(ours.get(name)!)]).toEqual([name, []]);
  });
};

if (IS_FULL) describe('beside others', besideOthers);

/** One line for each edit, and the sums: `+web` is chosen without need, `−web` is missed. */
function affectedTable(
  changed: (name: string) => readonly ImageProject[],
  columns: ReadonlyMap<string, (name: string) => readonly ImageProject[]>,
): string {
  const cells = (name: string) =>
    [...columns.values()].map((chosen) => [
      ...without(changed(name), chosen(name)).map((project) => `−${project}`),
      ...without(chosen(name), changed(name)).map((project) => `+${project}`),
    ]);
  const rows = NAMES.map((name) => [
    name,
    changed(name).join(', ') || 'none',
    ...cells(name).map((cell) => cell.join(' ') || 'exact'),
  ]);
  const sums = [...columns.values()].map((_, index) => {
    const all = NAMES.map((name) => cells(name)[index] ?? []);
    const count = (sign: string): number => all.flat().filter((cell) => cell.startsWith(sign)).length;
    const exact = all.filter((cell) => cell.length === 0).length;
    return `exact on ${exact} of ${NAMES.length}, ${count('−')} missed, ${count('+')} needless`;
  });
  const lines = [
    ['edit', 'images that changed', ...columns.keys()],
    Array.from({ length: columns.size + 2 }, () => '---'),
    ...rows,
    ['**together**', '', ...sums],
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function record(table: string): void {
  console.log(table);
  if (process.env['NX_DOCKER_CACHE_RECORD'] === undefined) return;
  const file = join(repositoryRoot, 'docs/affected.md');
  writeFileSync(file, replaceMarked(readFileSync(file, 'utf8'), 'affected', table));
  execFileSync(process.execPath, [require.resolve('prettier/bin/prettier.cjs'), '--write', file]);
}

/** What has changed, and is not chosen. */
function missed({ changed, selected }: MatrixRow): readonly string[] {
  return Object.entries(selected).flatMap(([mode, chosen]) =>
    without(changed, chosen).map((project) => `${project} by ${mode}`),
  );
}

function without(all: readonly ImageProject[], others: readonly ImageProject[]): readonly ImageProject[] {
  return all.filter((each) => !others.includes(each));
}
