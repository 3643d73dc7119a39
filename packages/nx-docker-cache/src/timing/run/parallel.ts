/** How many tasks Nx runs side by side when nobody says otherwise. */
const NX_DEFAULT = 3;

export interface ParallelFacts {
  /** The words of the command line. */
  readonly argv: readonly string[];
  /** `parallel` of nx.json. */
  readonly nxJson: unknown;
  /** NX_PARALLEL. */
  readonly environment: string | undefined;
}

/** How many tasks may run side by side: the command line, then the environment, then nx.json. Undefined for a share of the processors. */
export function parallelOf({ argv, nxJson, environment }: ParallelFacts): number | undefined {
  return countOf(written(argv) ?? environment ?? nxJson);
}

/** The last one that is written counts. `--parallel` alone is the default. */
function written(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) =>
    /^--(?:no-)?(?:parallel|maxParallel|max-parallel)(?:=|$)/.test(word),
  );
  const word = argv[at];
  if (word === undefined) return undefined;
  if (word.startsWith('--no-')) return '1';
  const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[at + 1];
  return value === undefined || value.startsWith('-') ? String(NX_DEFAULT) : value;
}

function countOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '' || value === 'true' || value === true)
    return NX_DEFAULT;
  if (value === false || value === 'false') return 1;
  if (typeof value === 'string' && value.includes('%')) return undefined;
  const count = Number(value);
  if (Number.isNaN(count)) return NX_DEFAULT;
  return Math.max(1, Math.floor(count));
}
