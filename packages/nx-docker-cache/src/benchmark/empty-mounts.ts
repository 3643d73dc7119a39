import { mountsOf } from '../dockerfile/mounts';
import type { Dockerfile } from '../dockerfile/syntax';

/**
 * A Dockerfile that empties the cache mounts of another one, on its image; undefined where there are none. Pruning them would
 * do more: on an engine with the containerd image store (28.5) whatever is pruned, BuildKit forgets the layers of every
 * build that stands on an image, and the next build of each runs again.
 */
export function emptyMounts({ text, instructions }: Dockerfile, image: string): string | undefined {
  const mounts = instructions.flatMap((instruction) => mountsOf(instruction));
  const flags = mounts.flatMap(({ type, target, flag }) =>
    type === 'cache' && target !== undefined
      ? [{ target, written: text.slice(flag.range.start, flag.range.end) }]
      : [],
  );
  const byText = new Map(flags.map((each) => [each.written, each.target]));
  if (byText.size === 0) return undefined;
  // One RUN each: two of one target are two mounts all the same.
  const runs = [...byText].map(([written, target]) => `RUN ${written} rm -rf ${target}/* ${target}/.[!.]*`);
  return [`FROM ${image}`, 'ARG TARGETARCH', 'USER 0', ...runs, ''].join('\n');
}
