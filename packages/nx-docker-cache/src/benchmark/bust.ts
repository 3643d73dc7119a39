import { applyEdits } from '../dockerfile/edits';
import type { Dockerfile } from '../dockerfile/syntax';
import { eolOf } from '../upgrade/stage-additions';

/** A build argument that is part of the key of every RUN below it. */
export const BUST_ARGUMENT = 'NX_DOCKER_CACHE_BENCHMARK';

/**
 * A Dockerfile whose RUNs all run again with another value of an argument. `--no-cache` is no way to get cold layers: it
 * empties the cache mounts as well (BuildKit, solver/llbsolver/vertex.go).
 */
export function withBust({ text, instructions }: Dockerfile): string {
  const eol = eolOf(text);
  return applyEdits(
    text,
    instructions
      .filter(({ name }) => name === 'FROM')
      .map(({ range }) => {
        const feed = text.indexOf('\n', range.end - 1);
        const at = feed === -1 ? text.length : feed + 1;
        return { range: { start: at, end: at }, text: `${feed === -1 ? eol : ''}ARG ${BUST_ARGUMENT}${eol}` };
      }),
  );
}
