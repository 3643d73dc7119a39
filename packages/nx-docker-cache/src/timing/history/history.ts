import type { BuildEntry, TaskStatus } from '../run/run-record';

/** Raised when a field of an entry changes its meaning; lines of later versions are counted and left alone. */
export const HISTORY_VERSION = 1;

/** A run of Nx as the history keeps it. */
export interface RunEntry {
  readonly id: string;
  readonly command: string;
  readonly machine: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wallMs: number;
  readonly tasks: readonly RunEntryTask[];
}

export interface RunEntryTask {
  readonly id: string;
  readonly status: TaskStatus;
  readonly ms: number;
  /** The build that made the image, in this run or before. */
  readonly build?: string;
  /** How long that build took. */
  readonly builtMs?: number;
}

/** What is known about earlier builds and runs, oldest first as they were written. */
export interface History {
  readonly builds: readonly BuildEntry[];
  readonly runs: readonly RunEntry[];
  /** Lines that could not be read: cut off by a crash, or damaged. */
  readonly unreadable: number;
  /** Lines of a later version of this plugin. */
  readonly later: number;
}

export const NO_HISTORY: History = { builds: [], runs: [], unreadable: 0, later: 0 };
