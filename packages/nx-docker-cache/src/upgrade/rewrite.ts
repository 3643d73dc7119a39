import type { Dockerfile } from '../dockerfile/syntax';
import type { Change } from './plan';
import type { Declined } from './reasons';

/** What one part of an upgrade has made of a Dockerfile. */
export interface Rewrite {
  /** The same object where nothing changes. */
  readonly dockerfile: Dockerfile;
  /** Lines are those of the text before. */
  readonly changes: readonly Change[];
  readonly declined: readonly Declined[];
  /** The line of the text before that a line of the new text came from. */
  readonly lineBefore: (line: number) => number;
}

/** What changes nothing. */
export function unchanged(dockerfile: Dockerfile): Rewrite {
  return { dockerfile, changes: [], declined: [], lineBefore: (line) => line };
}

/** One rewrite after the other, as one. */
export function andThen(first: Rewrite, next: (dockerfile: Dockerfile) => Rewrite): Rewrite {
  const second = next(first.dockerfile);
  const moved = <Placed extends { readonly line: number }>(placed: Placed): Placed => ({
    ...placed,
    line: first.lineBefore(placed.line),
  });
  return {
    dockerfile: second.dockerfile,
    changes: [...first.changes, ...second.changes.map(moved)],
    declined: [...second.declined.map(moved), ...first.declined],
    lineBefore: (line) => first.lineBefore(second.lineBefore(line)),
  };
}
