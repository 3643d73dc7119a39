import { idsOf } from '../../timing/run/task-nodes';

/** A task as Nx gives it to a batch. */
export interface BatchTask {
  readonly id: string;
  readonly target: { readonly project: string; readonly target: string; readonly configuration?: string };
  readonly hash?: string;
}

export interface BatchTaskGraph {
  readonly tasks: Readonly<Record<string, BatchTask>>;
  /** As `idsOf` reads them. */
  readonly dependencies: Readonly<Record<string, readonly (string | { readonly id: string })[]>>;
}

/**
 * The tasks in waves: none waits for another of its wave. Tasks that wait for each other in a circle, which Nx does not
 * let happen, are the last wave.
 */
export function taskWaves({ tasks, dependencies }: BatchTaskGraph): readonly (readonly BatchTask[])[] {
  const waves: BatchTask[][] = [];
  let left = Object.values(tasks);
  while (left.length > 0) {
    const open = new Set(left.map(({ id }) => id));
    const waits = ({ id }: BatchTask): boolean => idsOf(dependencies[id]).some((each) => open.has(each));
    const free = left.filter((task) => !waits(task));
    const wave = free.length > 0 ? free : left;
    waves.push(wave);
    left = left.filter((task) => !wave.includes(task));
  }
  return waves;
}

/**
 * Why the hash of a task that waits for another of its batch says nothing of what that one has just made. Nx 22 takes it
 * too early (22.7.9, tried: the next run does not find it); 23 and 24 take it again.
 */
export function earlyHash(nxVersion: string): string | undefined {
  return /^2[0-2]\./.test(nxVersion)
    ? `Nx ${nxVersion} hashes tasks of a batch before those that they wait for have run`
    : undefined;
}
