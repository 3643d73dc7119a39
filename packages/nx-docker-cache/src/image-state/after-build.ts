import { irregularDigest } from './irregular-files';
import { STATE_SCHEMA_VERSION, type ImageState } from './state';
import { isUnchanged, type Seen, type SeenImages } from './value';

/** A build that succeeded, and what is known about how its task was hashed. */
export interface BuildOutcome {
  /** The value of the image's variable, which the task's hash was made with. */
  readonly hashedUnder: string | undefined;
  /** The uuid of the run of Nx, undefined where its hook did not run. */
  readonly run: string | undefined;
  readonly state: ImageState | undefined;
  /** What the engine holds after the build, undefined when it did not answer. */
  readonly seen: Seen | undefined;
  readonly workspaceRoot: string;
  readonly tags: readonly string[];
  /** The digests by which an engine may call the image that this build made (index, manifest, config). */
  readonly builtIds: readonly string[];
  /** False for a build that did anything else (pushed, wrote another output) or that must run every time. */
  readonly imageIsOnlyEffect: boolean;
  /** Why the build may have read something that its task was not hashed with, in words. */
  readonly unnamedReads: readonly string[];
  /** What it read, relative to the workspace. */
  readonly sources: readonly string[];
  /** As `ImageState.untracked` has it. */
  readonly untracked?: Readonly<Record<string, string>>;
  /** True when a source may have changed between the hashing and now. */
  readonly sourcesChanged: boolean;
}

/**
 * - keep: the image is what the generation stands for, so the result may be found again under it.
 * - adopt: the run's own uuid becomes the generation of the image that this build left.
 * - forget: no later run may find this result.
 */
export type Verdict =
  | { readonly kind: 'keep' }
  | { readonly kind: 'adopt'; readonly state: ImageState }
  | { readonly kind: 'forget'; readonly reason: string };

/**
 * What a finished build means for later runs. Nx stores the result under a hash that was taken before the build, so
 * the answer has to make sure that this hash can only come up again while the engine holds what this build made:
 * that is so when the image was already there (keep), or when the hash holds a value that only this run had (adopt).
 */
export function judgeBuild(outcome: BuildOutcome): Verdict {
  const { hashedUnder, run, state, seen, workspaceRoot, tags } = outcome;
  if (!outcome.imageIsOnlyEffect) return forget('the build does more than to leave an image in the engine');
  const [unnamed] = outcome.unnamedReads;
  if (unnamed !== undefined) return forget(unnamed);
  if (hashedUnder === undefined) return forget('the image was not looked at before the task was hashed');
  if (seen === undefined) return forget('the engine could not be asked for the image after the build');
  if (outcome.sourcesChanged) return forget('a source changed while the build was running');
  const images = idsOf(tags, seen.images);
  if (images === undefined || !isBuilt(images, outcome.builtIds))
    return forget('the engine does not hold the image that was built under all of its tags');
  if (state?.generation === hashedUnder)
    return isUnchanged(state, seen, workspaceRoot) && haveSameTags(state.images, images)
      ? { kind: 'keep' }
      : forget('the build changed the image');
  if (hashedUnder !== run) return forget('the image changed after the task was hashed');
  return {
    kind: 'adopt',
    state: {
      schemaVersion: STATE_SCHEMA_VERSION,
      generation: run,
      engineId: seen.images.engineId,
      workspaceRoot,
      images,
      sources: outcome.sources,
      irregular: irregularDigest(seen.irregular, outcome.sources),
      ...(outcome.untracked !== undefined && { untracked: outcome.untracked }),
    },
  };
}

function forget(reason: string): Verdict {
  return { kind: 'forget', reason };
}

/** Undefined when a tag has no image, or when there are no tags: nothing could be checked the next time. */
function idsOf(tags: readonly string[], seen: SeenImages): Readonly<Record<string, string>> | undefined {
  const pairs = tags.flatMap((tag) => {
    const id = seen.ids[tag];
    return id === undefined ? [] : [[tag, id] as const];
  });
  return pairs.length === tags.length && pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

function isBuilt(images: Readonly<Record<string, string>>, builtIds: readonly string[]): boolean {
  return Object.values(images).every((id) => builtIds.includes(id));
}

function haveSameTags(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const tags = Object.keys(a);
  return tags.length === Object.keys(b).length && tags.every((tag) => tag in b);
}
