/** A task to be scheduled: how long it takes and what it waits for. */
export interface PlannedTask {
  readonly id: string;
  readonly ms: number;
  readonly dependsOn: readonly string[];
}

export interface PlannedPart {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface Schedule {
  readonly wallMs: number;
  /** The tasks of the longest chain, the first one first. */
  readonly path: readonly PlannedPart[];
}

/**
 * Plays tasks with so many places: whenever one is free, the first task in the list whose dependencies have ended
 * starts. Dependencies that are not in the list have ended before. Tasks that wait for each other never start.
 */
export function schedule(tasks: readonly PlannedTask[], places: number): Schedule {
  const known = new Set(tasks.map(({ id }) => id));
  const ended = new Map<string, PlannedPart>();
  const waitedFor = new Map<string, string>();
  const running: PlannedPart[] = [];
  let waiting = [...tasks];
  let [now, lastFreed] = [0, ''];
  for (;;) {
    for (const task of waiting) {
      if (running.length >= places) break;
      const before = task.dependsOn.filter((id) => known.has(id));
      if (!before.every((id) => ended.has(id))) continue;
      const last = before.flatMap((id) => ended.get(id) ?? []).sort((a, b) => b.end - a.end)[0];
      const heldBy = last !== undefined && last.end === now ? last.id : now > 0 ? lastFreed : undefined;
      if (heldBy !== undefined) waitedFor.set(task.id, heldBy);
      running.push({ id: task.id, start: now, end: now + task.ms });
    }
    waiting = waiting.filter(({ id }) => !ended.has(id) && !running.some((part) => part.id === id));
    const next = running.sort((a, b) => a.end - b.end).shift();
    if (next === undefined) break;
    ended.set(next.id, next);
    [now, lastFreed] = [next.end, next.id];
  }
  return { wallMs: now, path: pathTo([...ended.values()], waitedFor) };
}

function pathTo(
  parts: readonly PlannedPart[],
  waitedFor: ReadonlyMap<string, string>,
): readonly PlannedPart[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const path: PlannedPart[] = [];
  let current = [...parts].sort((a, b) => b.end - a.end)[0];
  while (current !== undefined) {
    path.unshift(current);
    const before = waitedFor.get(current.id);
    current = before === undefined ? undefined : byId.get(before);
  }
  return path;
}
