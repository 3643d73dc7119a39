/** What BuildKit tells while it builds (`SolveStatus` of moby/buildkit, client/graph.go). Times in ms since the epoch. */
export interface ProgressUpdate {
  readonly vertexes: readonly VertexUpdate[];
  readonly statuses: readonly StatusUpdate[];
  readonly logs: readonly LogUpdate[];
  readonly warnings: readonly WarningUpdate[];
}

export interface VertexUpdate {
  readonly digest: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly cached: boolean;
  readonly error: string | undefined;
}

/** Progress inside of a step. `current` and `total` are bytes, or 0 where nothing is counted. */
export interface StatusUpdate {
  readonly vertex: string;
  readonly id: string;
  readonly current: number;
  readonly total: number;
  readonly started: number | undefined;
  readonly completed: number | undefined;
}

export interface LogUpdate {
  readonly vertex: string;
  /** 1 standard output, 2 standard error. */
  readonly stream: number;
  /** May end in the middle of a line. */
  readonly text: string;
  readonly timestamp: number | undefined;
}

export interface WarningUpdate {
  readonly vertex: string;
  readonly short: string;
  readonly url: string | undefined;
}
