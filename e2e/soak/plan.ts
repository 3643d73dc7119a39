/** One thing that is done to a workspace and its engine. */
export type Operation =
  | { readonly kind: 'build'; readonly project: Project; readonly change: boolean; readonly noCache: boolean }
  | {
      readonly kind: 'prune';
      readonly project: Project;
      readonly filter: PruneFilter;
      readonly dryRun: boolean;
    }
  | { readonly kind: 'status' }
  /** Side by side: two builds, and what looks at the cache while they run. */
  | {
      readonly kind: 'together';
      readonly projects: readonly [Project, Project];
      readonly beside: 'status' | 'prune';
    }
  /** A build whose process, whose buildx or whose engine is killed after so many milliseconds. */
  | { readonly kind: 'killed'; readonly project: Project; readonly victim: Victim; readonly afterMs: number };

export const PROJECTS = ['one', 'two', 'three'] as const;
export type Project = (typeof PROJECTS)[number];

export const PRUNE_FILTERS = [
  'none',
  '--tool=pip',
  '--older-than=1h',
  '--keep-storage=1MB',
  '--orphans',
] as const;
export type PruneFilter = (typeof PRUNE_FILTERS)[number];

export type Victim = 'command' | 'buildx' | 'engine';

/** How often of a hundred times. The engine takes seconds to come back. */
const SHARES: readonly (readonly [number, (random: Random) => Operation])[] = [
  [
    40,
    (random) => ({
      kind: 'build',
      project: pick(PROJECTS, random),
      change: random() < 0.6,
      noCache: random() < 0.15,
    }),
  ],
  [
    20,
    (random) => ({
      kind: 'prune',
      project: pick(PROJECTS, random),
      filter: pick(PRUNE_FILTERS, random),
      dryRun: random() < 0.4,
    }),
  ],
  [12, () => ({ kind: 'status' })],
  [
    13,
    (random) => ({
      kind: 'together',
      projects: [pick(PROJECTS, random), pick(PROJECTS, random)],
      beside: pick(['status', 'prune'] as const, random),
    }),
  ],
  [
    15,
    (random) => ({
      kind: 'killed',
      project: pick(PROJECTS, random),
      victim: pick(['command', 'command', 'buildx', 'engine'] as const, random),
      afterMs: 100 + Math.floor(random() * 1500),
    }),
  ],
];

/** Numbers from 0 to 1. */
type Random = () => number;

/** What comes next; the same row of numbers gives the same row of operations. */
export function nextOperation(random: Random): Operation {
  let left = random() * SHARES.reduce((sum, [share]) => sum + share, 0);
  for (const [share, make] of SHARES) {
    left -= share;
    if (left < 0) return make(random);
  }
  return { kind: 'status' };
}

function pick<T>(choices: readonly T[], random: Random): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
}
