/** What a guide for one workspace tells. */
export interface GuideFacts {
  readonly projects: readonly GuideProject[];
  readonly times: readonly GuideTimes[];
}

export interface GuideProject {
  readonly name: string;
  readonly dockerfiles: readonly GuideDockerfile[];
  /** The names of its targets, by what they do; undefined for those it has not. */
  readonly targets: Readonly<Record<GuideTarget, string | undefined>>;
}

export interface GuideDockerfile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly mounts: readonly { readonly tool: string | undefined; readonly target: string }[];
  /** What of it cannot be told, where the file cannot be read. */
  readonly problem: string | undefined;
}

export const GUIDE_TARGETS = {
  build: 'nx-docker-cache:build',
  check: 'nx-docker-cache:check',
  status: 'nx-docker-cache:cache-status',
  prune: 'nx-docker-cache:prune',
  report: 'nx-docker-cache:report',
} as const;

export type GuideTarget = keyof typeof GUIDE_TARGETS;

/** The recorded builds of one target, as they were measured. */
export interface GuideTimes {
  /** Nx's id of the target. */
  readonly id: string;
  /** Builds in which every step ran, and the others. */
  readonly whole: Measured;
  readonly cached: Measured;
  /** Of all steps of all builds: how many came from the cache. */
  readonly cachedSteps: number;
  readonly totalSteps: number;
  /** Milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
}

export interface Measured {
  readonly builds: number;
  /** Undefined without builds. */
  readonly medianMs: number | undefined;
}
