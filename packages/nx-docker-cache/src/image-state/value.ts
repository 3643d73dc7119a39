import type { ImageState } from './state';

/** What an engine holds, as it was just seen. */
export interface SeenImages {
  readonly engineId: string;
  /** By reference; a reference without an image is absent. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface ValueFacts {
  readonly state: ImageState | undefined;
  /** Undefined when the engine did not answer. */
  readonly seen: SeenImages | undefined;
  readonly workspaceRoot: string;
  /** The uuid of this run of Nx, never used before. */
  readonly run: string;
}

/** What is hashed for an image: its generation while nothing about it has changed, else a value never seen before. */
export function valueToHash({ state, seen, workspaceRoot, run }: ValueFacts): string {
  if (state === undefined || seen === undefined) return run;
  return isUnchanged(state, seen, workspaceRoot) ? state.generation : run;
}

/** True while the engine that built the image holds exactly these ids under these tags. */
export function isUnchanged(state: ImageState, seen: SeenImages, workspaceRoot: string): boolean {
  if (state.workspaceRoot !== workspaceRoot || state.engineId !== seen.engineId) return false;
  return Object.entries(state.images).every(([tag, id]) => seen.ids[tag] === id);
}
