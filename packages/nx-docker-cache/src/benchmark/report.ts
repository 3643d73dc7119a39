import type { IndexFacts, Observation } from './observe-index';
import type { Cell, Sample } from './results';
import type { Row } from './rows';
import type { Variant } from './variants';

/** All that a benchmark has found. */
export interface BenchmarkReport {
  readonly schemaVersion: 1;
  readonly dockerfile: string;
  /** In the order in which they are compared. */
  readonly variants: readonly Variant[];
  readonly rows: readonly Row[];
  /** What was asked for and not measured. */
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
  readonly cells: readonly Cell[];
  readonly samples: readonly Sample[];
  /** Variants whose cache mounts bring nothing on this machine and link, within what builds differ by anyway. */
  readonly mountsWithoutEffect: readonly Variant[];
  /** What the link of the builds to their package index was limited to, as it was asked for; undefined for no limit. */
  readonly rate: string | undefined;
  /** What they download past that link all the same, in words; empty without a limit. */
  readonly pastLink: readonly string[];
  /** What a build finds when it asks its package index; undefined where none asks for one. */
  readonly index: ObservedIndex | undefined;
  readonly machine: BenchmarkMachine;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Without the address, which may hold a password. */
export type ObservedIndex =
  ({ readonly kind: 'observed' } & Omit<IndexFacts, 'url'>) | Extract<Observation, { kind: 'none' }>;

export interface BenchmarkMachine {
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly engine: string | undefined;
  readonly containerdStore: boolean | undefined;
  readonly buildx: string | undefined;
}
