import type { BuildTrace } from './build-trace';
import type { DeclaredMount } from './declared-mounts';
import { shownKey, type MountKey } from './mount-key';
import type { TargetUse } from './workspace-use';

/**
 * A Dockerfile may name a mount by a variable that only the build knows. Which one it was is told by the traces of its
 * builds: of a project with such a mount, everything that its builds used counts as named by its Dockerfile, so that it
 * is neither an orphan nor free to go for another project's sake.
 */
export function withTracedMounts(
  targets: readonly TargetUse[],
  traces: readonly BuildTrace[],
): readonly TargetUse[] {
  const declared = new Set(targets.flatMap(({ mounts }) => mounts).flatMap(({ key }) => key ?? []));
  return targets.map((use) => {
    const unknown = use.mounts.find(({ key }) => key === undefined);
    if (unknown === undefined) return use;
    const traced = new Set(
      traces.filter(({ project }) => project === use.project).flatMap((trace) => trace.mounts),
    );
    const found = [...traced].filter((key) => !declared.has(key));
    return { ...use, mounts: [...use.mounts, ...found.map((key) => mountOf(key, unknown))] };
  });
}

/** What is known of it beside its key stands in the builder. */
function mountOf(key: MountKey, { line }: DeclaredMount): DeclaredMount {
  return { key, unknown: [], target: shownKey(key), tool: undefined, hasContent: false, line };
}
