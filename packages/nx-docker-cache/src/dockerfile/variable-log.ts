import type { ScopedVariable } from './scope';

interface Entry {
  readonly time: number;
  readonly variable: ScopedVariable;
}

/**
 * The variables of a stage over its instructions. A scope is a moment in such a log, so that none of them copies
 * anything: a file of a million ENV lines stays linear.
 */
export class VariableLog {
  readonly #entries = new Map<string, Entry[]>();
  #time = 0;

  /** `base`: the log of the stage that this one builds on, which does not grow any more. */
  constructor(readonly base?: VariableLog) {}

  /** The present moment: what is set from now on is later. */
  get time(): number {
    return this.#time;
  }

  set(variable: ScopedVariable): void {
    this.#time += 1;
    const entries = this.#entries.get(variable.name);
    const entry = { time: this.#time, variable };
    if (entries === undefined) this.#entries.set(variable.name, [entry]);
    else entries.push(entry);
  }

  /** What the variable was at a moment. */
  find(name: string, time: number): ScopedVariable | undefined {
    return lastBefore(this.#entries.get(name), time) ?? this.#inherited(name);
  }

  /** What all variables were at a moment, in the order of their names. */
  all(time: number): ScopedVariable[] {
    const names = new Set(this.#entries.keys());
    for (let log = this.base; log !== undefined; log = log.base)
      for (const name of log.#entries.keys()) names.add(name);
    return [...names].sort().flatMap((name) => this.find(name, time) ?? []);
  }

  #inherited(name: string): ScopedVariable | undefined {
    for (let log = this.base; log !== undefined; log = log.base) {
      const last = log.#entries.get(name)?.at(-1);
      if (last !== undefined) return last.variable;
    }
    return undefined;
  }
}

/** The last entry up to a moment, by halving. */
function lastBefore(entries: readonly Entry[] = [], time: number): ScopedVariable | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.time ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1]?.variable;
}
