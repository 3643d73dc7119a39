import { irregularDigest, type IrregularFile } from './irregular-files';
import type { ImageState } from './state';

/** What an engine holds, as it was just seen. */
export interface SeenImages {
  readonly engineId: string;
  /** By reference; a reference without an image is absent. */
  readonly ids: Readonly<Record<string, string>>;
}

/** What is compared with the state of an image. */
export interface Seen {
  readonly images: SeenImages;
  /** Undefined where git could not tell. */
  readonly irregular: readonly IrregularFile[] | undefined;
  /** By path, of what git does not keep: as `ImageState.untracked` has it. What is not there is not named. */
  readonly untracked?: Readonly<Record<string, string>>;
}

export interface ValueFacts {
  readonly state: ImageState | undefined;
  /** Undefined when the engine did not answer. */
  readonly seen: Seen | undefined;
  readonly workspaceRoot: string;
  /** The uuid of this run of Nx, never used before. */
  readonly run: string;
}

/** What is hashed for an image: its generation while nothing about it has changed, else a value never seen before. */
export function valueToHash({ state, seen, workspaceRoot, run }: ValueFacts): string {
  if (state === undefined || seen === undefined) return run;
  return isUnchanged(state, seen, workspaceRoot) ? state.generation : run;
}

/**
 * True while the engine that built the image holds exactly these ids under these tags, and nothing has changed about its
 * sources that Nx does not hash.
 */
export function isUnchanged(
  state: ImageState,
  { images, irregular, untracked = {} }: Seen,
  workspaceRoot: string,
): boolean {
  if (state.workspaceRoot !== workspaceRoot || state.engineId !== images.engineId) return false;
  if (irregularDigest(irregular, state.sources) !== state.irregular) return false;
  // What is gone or has come is another input; an image that stays the same then did not read it.
  const isAsBefore = ([path, form]: readonly [string, string]): boolean =>
    !Object.hasOwn(untracked, path) || untracked[path] === form;
  if (!Object.entries(state.untracked ?? {}).every(isAsBefore)) return false;
  return Object.entries(state.images).every(([tag, id]) => images.ids[tag] === id);
}
