import type { ProcessCommand } from '../build/process-command';

/** A filter of this many ids is some 26 kB, well below what an argument may hold. */
const MOST_IDS = 1_000;

/**
 * Removes exactly these records of a builder, in few commands. What a build uses, and layers that others are built upon,
 * BuildKit leaves by itself; without `--all` also what belongs to an image. An id is a regular expression for buildx
 * (commands/prune.go, `id~=`): it is bound to its ends, and what is no id as BuildKit makes them is left out.
 */
export function removeRecords(builder: string, ids: readonly string[]): readonly ProcessCommand[] {
  const safe = [...new Set(ids)].filter((id) => /^[a-z0-9]+$/.test(id));
  return chunks(safe, MOST_IDS).map((some) => ({
    file: 'docker',
    args: ['buildx', 'prune', '--force', `--builder=${builder}`, `--filter=id=^(${some.join('|')})$`],
  }));
}

/** Empties a builder. */
export function emptyBuilder(builder: string): ProcessCommand {
  return { file: 'docker', args: ['buildx', 'prune', '--all', '--force', `--builder=${builder}`] };
}

/**
 * Without `--force`: an image that a container was made of stays. Without the images that it came from, which docker
 * would remove along with it when they have no tag.
 */
export function removeImages(ids: readonly string[]): readonly ProcessCommand[] {
  return chunks(ids, MOST_IDS).map((some) => ({
    file: 'docker',
    args: ['image', 'rm', '--no-prune', ...some],
  }));
}

/** What a builder is and by which rules it collects; without a name the one in use. */
export function inspectBuilder(builder: string | undefined): ProcessCommand {
  return { file: 'docker', args: ['buildx', 'inspect', ...named(builder)] };
}

/** The records of a builder of any driver. Only newer buildx know `--format`; the text form holds the same. */
export function listRecords(builder: string, form: 'json' | 'text'): ProcessCommand {
  const format = form === 'json' ? '--format=json' : '--verbose';
  return { file: 'docker', args: ['buildx', 'du', format, ...named(builder)] };
}

function named(builder: string | undefined): string[] {
  return builder === undefined ? [] : [`--builder=${builder}`];
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
