import { STATE_SCHEMA_VERSION } from '../image-state/state';
import type { ImageStateStore } from '../io/image-state-store';

/** Makes the hook know these variables. Nothing is written when it does. */
export function registerVariables(
  store: ImageStateStore,
  workspaceRoot: string,
  variables: readonly string[],
  newEpoch: () => string,
): void {
  const known = store.registry();
  const current = known?.workspaceRoot === workspaceRoot ? known : undefined;
  const all = new Set([...(current?.variables ?? []), ...variables]);
  if (current !== undefined && all.size === current.variables.length) return;
  store.writeRegistry({
    schemaVersion: STATE_SCHEMA_VERSION,
    epoch: current?.epoch ?? newEpoch(),
    workspaceRoot,
    variables: [...all].sort(),
  });
}

/**
 * The same for a variable that was missing while its task was hashed: the epoch is renewed as well, so that what was
 * hashed without the variable is never found again.
 */
export function registerMissedVariable(
  store: ImageStateStore,
  workspaceRoot: string,
  variable: string,
  newEpoch: () => string,
): void {
  const known = store.registry();
  const others = known?.workspaceRoot === workspaceRoot ? known.variables : [];
  store.writeRegistry({
    schemaVersion: STATE_SCHEMA_VERSION,
    epoch: newEpoch(),
    workspaceRoot,
    variables: [...new Set([...others, variable])].sort(),
  });
}
