import { applyEdits } from '../dockerfile/edits';
import type { Dockerfile } from '../dockerfile/syntax';
import { endWithLine, eolOf } from '../upgrade/stage-additions';

/** A build argument that is part of the key of every RUN below it. */
export const BUST_ARGUMENT = 'NX_DOCKER_CACHE_BENCHMARK';

/** The arguments by which installs of Python packages ask another index. */
export const INDEX_ARGUMENTS = ['PIP_INDEX_URL', 'PIP_TRUSTED_HOST', 'UV_DEFAULT_INDEX'] as const;

/**
 * A Dockerfile whose RUNs all run again with another value of an argument. `--no-cache` is no way to get cold layers: it
 * empties the cache mounts as well (BuildKit, solver/llbsolver/vertex.go).
 * @param further arguments that all stages get as well
 */
export function withBust({ text, instructions }: Dockerfile, further: readonly string[] = []): string {
  const eol = eolOf(text);
  const lines = [BUST_ARGUMENT, ...further].map((name) => `ARG ${name}${eol}`).join('');
  return applyEdits(
    text,
    instructions
      .filter(({ name }) => name === 'FROM')
      .map((from) => {
        const at = endWithLine(text, from);
        return {
          range: { start: at, end: at },
          text: `${text[at - 1] === '\n' ? '' : eol}${lines}`,
        };
      }),
  );
}
