/** What the cache mounts of one RUN brought in one build. */
export interface CacheUse {
  readonly mounts: readonly MountSize[];
  /** One for each package manager that told something. */
  readonly tools: readonly ToolUse[];
  readonly warnings: readonly string[];
}

export interface MountSize {
  /** As BuildKit stores it: its id, or else its target. */
  readonly id: string;
  readonly target: string;
  /**
   * Bytes before the first RUN of this build that uses the mount, and after the last, as the engine's usage records
   * tell; undefined where they were not measured, or where another build may have used the mount in between.
   */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** What a package manager's own log says. A number that it never tells is undefined, not 0. */
export interface ToolUse {
  /** The name of its recipe: `pip`, `npm`, `apt`, … */
  readonly tool: string;
  /** Entries taken from the cache. */
  readonly reused: number | undefined;
  readonly downloaded: number | undefined;
  /** What the downloads weighed together. */
  readonly downloadedBytes: number | undefined;
}
