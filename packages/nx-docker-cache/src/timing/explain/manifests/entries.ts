import type { EntryChange, EntryChanges } from '../../cause';

/** What a file asks for: name → version, or whatever else says which one. */
export type Entries = ReadonlyMap<string, string>;

const MOST_CHANGES = 20;

export function entryChanges(now: Entries, before: Entries): EntryChanges | undefined {
  const changes = [...new Set([...now.keys(), ...before.keys()])]
    .sort()
    .map((name): EntryChange => ({ name, before: before.get(name), after: now.get(name) }))
    .filter((change) => change.before !== change.after);
  if (changes.length === 0) return undefined;
  return { changes: changes.slice(0, MOST_CHANGES), more: Math.max(0, changes.length - MOST_CHANGES) };
}
