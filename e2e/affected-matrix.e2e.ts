import { EDITS } from './situations/affected-edits';
import {
  runMatrix,
  type AffectedMode,
  type MatrixOptions,
  type MatrixRow,
} from './situations/affected-matrix';
import type { ImageProject } from './situations/affected-workspace';
import type { Packages } from './support/installed-packages';

/** Every commit is tried in the full form; each `npm test` tries a part of them. */
const ALL = process.env['NX_DOCKER_CACHE_TEST_FULL'] !== undefined;
const NAMES = Object.keys(EDITS).filter((name) => ALL || EDITS[name]?.isQuick === true);

jest.setTimeout(NAMES.length * 60_000);

interface Situation {
  readonly packages?: Packages;
  readonly daemon: boolean;
  readonly modes: readonly AffectedMode[];
  readonly isFull: boolean;
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'Nx 24 without its daemon': { daemon: false, modes: ['tasks', 'projects'], isFull: false },
  'Nx 24 with its daemon': { daemon: true, modes: ['tasks', 'projects'], isFull: true },
  'Nx 23': {
    packages: { nx: '23.2.1', '@nx/devkit': '23.2.1' },
    daemon: false,
    modes: ['projects'],
    isFull: true,
  },
  'Nx 22': {
    packages: { nx: '22.7.9', '@nx/devkit': '22.7.9' },
    daemon: false,
    modes: ['projects'],
    isFull: true,
  },
};

const tried = Object.entries(SITUATIONS).filter(([, { isFull }]) => ALL || !isFull);

describe.each(tried)('with %s', (_, { packages, daemon, modes }) => {
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
    expect({ stale: row.stale, missed: missed(row) }).toEqual({ stale: [], missed: [] });
    expect(without(row.built ?? [], [...row.changed, ...row.changedBefore, ...always])).toEqual([]);
    for (const mode of modes)
      expect([mode, without(row.selected[mode] ?? [], [...row.changed, ...needless[mode]])]).toEqual([
        mode,
        [],
      ]);
  });
});

/** What has changed, and is not chosen. */
function missed({ changed, selected }: MatrixRow): readonly string[] {
  return Object.entries(selected).flatMap(([mode, chosen]) =>
    without(changed, chosen).map((project) => `${project} by ${mode}`),
  );
}

function without(all: readonly ImageProject[], others: readonly ImageProject[]): readonly ImageProject[] {
  return all.filter((each) => !others.includes(each));
}
