import type { Row } from '../../benchmark/rows';
import type { Variant } from '../../benchmark/variants';
import type { Compression } from '../../build/build-options';
import type { BeforeSource, BuildInputs } from '../verify/verify-request';

/** A Dockerfile whose builds are to be measured, with every choice made. Paths are absolute. */
export interface BenchmarkRequest {
  readonly project: string;
  /** The folder that the user thinks in. */
  readonly workspaceRoot: string;
  /** The one of the working tree. */
  readonly dockerfile: string;
  readonly context: string;
  readonly before: BeforeSource;
  /** In the order in which they are compared. */
  readonly variants: readonly Variant[];
  readonly rows: readonly Row[];
  readonly repetitions: number;
  /** The line that is added to the requirements; undefined for a small package. */
  readonly addPackage: string | undefined;
  /** The requirements name every package that is installed. */
  readonly complete: boolean;
  /** What the link of the builds to their package index is limited to; undefined for no limit. */
  readonly rate: LinkRate | undefined;
  /** What all builds are given alike. */
  readonly inputs: BuildInputs;
  readonly compression: Compression | undefined;
  readonly verbose: boolean;
  readonly report: 'table' | 'markdown' | 'json';
  /** Where a picture goes, if one is wished for. */
  readonly chart: string | undefined;
}

export interface LinkRate {
  /** As it was asked for: `6mbit`. */
  readonly written: string;
  readonly bytesPerSecond: number;
}
