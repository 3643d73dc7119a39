import type { Position } from '../dockerfile/position';
import type { Severity } from './rule';

/** From `start` up to, but not including, `end`. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
}

/** Something that a check reports. */
export interface Finding {
  /** Of a rule of ours (`NDC001`), or the name of a check of BuildKit (`MaintainerDeprecated`). */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do; undefined where BuildKit says nothing. */
  readonly remedy: string | undefined;
  /** As the user knows it; undefined for what concerns the machine. */
  readonly file: string | undefined;
  /** Undefined where it concerns the whole file. */
  readonly place: Place | undefined;
  readonly fixable: boolean;
  readonly source: 'nx-docker-cache' | 'buildkit';
  /** The page that explains it. */
  readonly url: string | undefined;
}
