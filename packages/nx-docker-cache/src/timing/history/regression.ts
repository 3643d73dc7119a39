import { isInstruction, wasBuiltAlone } from '../run/build-entry';
import type { BuildEntry } from '../run/run-record';
import { median, stepText, targetId } from './statistics';

/** How a build compares with earlier ones of its kind. */
export type Judgement = {
  /** Nx's id of the task. */
  readonly task: string;
  readonly ms: number;
} & (
  | { readonly kind: 'slower'; readonly medianMs: number; readonly percent: number; readonly builds: number }
  | { readonly kind: 'fine'; readonly medianMs: number; readonly percent: number; readonly builds: number }
  | { readonly kind: 'too-few'; readonly builds: number }
  /** Built by a command that built other images too: what it took says nothing of this one. */
  | { readonly kind: 'not-alone'; readonly images: number }
);

const COMPARED_BUILDS = 10;
const FEWEST_BUILDS = 3;
/** A build that is this little slower is not a matter of its Dockerfile, whatever the percentage. */
const SMALLEST_LOSS_MS = 500;

/**
 * Compares a build with the median of the last ten of its kind: the same target, built on the same machine by the
 * same builder with the same steps run. Other builds have other reasons to take longer, among them the other images of a
 * command that built several.
 * @param builds the history, oldest first; may hold the build itself, and later ones
 */
export function judge(build: BuildEntry, builds: readonly BuildEntry[], mostPercent: number): Judgement {
  const facts = { task: targetId(build), ms: build.wallMs };
  if (build.together !== undefined) return { ...facts, kind: 'not-alone', images: build.together };
  const kind = kindOf(build);
  const own = builds.findIndex(({ id }) => id === build.id);
  const earlier = (own < 0 ? builds : builds.slice(0, own))
    .filter(
      (each) =>
        each.outcome === 'success' &&
        wasBuiltAlone(each) &&
        each.machine === build.machine &&
        each.builder === build.builder &&
        targetId(each) === targetId(build) &&
        kindOf(each) === kind,
    )
    .slice(-COMPARED_BUILDS)
    .map(({ wallMs }) => wallMs);
  const medianMs = median(earlier);
  const found = { ...facts, builds: earlier.length };
  if (medianMs === undefined || earlier.length < FEWEST_BUILDS) return { ...found, kind: 'too-few' };
  const loss = build.wallMs - medianMs;
  const percent = medianMs === 0 ? 0 : Math.round((100 * loss) / medianMs);
  const isSlower = percent > mostPercent && loss >= SMALLEST_LOSS_MS;
  return { ...found, kind: isSlower ? 'slower' : 'fine', medianMs, percent };
}

/** The instructions that ran. */
function kindOf({ steps }: BuildEntry): string {
  return steps
    .filter((step) => !step.cached && isInstruction(step))
    .map(stepText)
    .sort()
    .join('\n');
}
