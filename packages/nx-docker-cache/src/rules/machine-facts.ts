import type { BuilderFacts } from '../cache/gc-policy';

/** The machine that builds, as far as it was told. */
export interface MachineFacts {
  readonly engine: EngineState;
  readonly buildx: BuildxState;
  /** Undefined where it was not asked for: nothing can be built then anyway. */
  readonly builder: BuilderState | undefined;
  /** The disk that holds the engine's data; undefined where the engine is elsewhere. */
  readonly disk: DiskSpace | undefined;
  /** The value of DOCKER_BUILDKIT. */
  readonly dockerBuildkit: string | undefined;
  readonly proxies: ProxyFacts;
  /** The names of the variables of this environment that name certificates of one's own. */
  readonly certificates: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type EngineState =
  | { readonly kind: 'up'; readonly version: string; readonly containerdStore: boolean }
  | { readonly kind: 'down'; readonly why: string };

export type BuildxState =
  /** The version is undefined where it is told in a form that is not understood. */
  | { readonly kind: 'present'; readonly version: string | undefined }
  | { readonly kind: 'missing' }
  /** There is not even a docker command. */
  | { readonly kind: 'no-docker' };

export type BuilderState =
  | { readonly kind: 'told'; readonly facts: BuilderFacts }
  | { readonly kind: 'refused'; readonly why: string };

export interface DiskSpace {
  readonly folder: string;
  /** For this user. */
  readonly freeBytes: number;
  /** For root, as whom the engine runs. */
  readonly rootFreeBytes: number;
  readonly totalBytes: number;
}

export interface ProxyFacts {
  /** The names of the variables of this environment that name one. Their values may hold passwords. */
  readonly variables: readonly string[];
  /** What docker gives to every RUN (`proxies` in the CLI's config.json): name of the setting → host. */
  readonly builds: Readonly<Record<string, string>>;
}

/** Nothing to complain about: the examples of the rules change it. */
export const SOUND_MACHINE: MachineFacts = {
  engine: { kind: 'up', version: '28.5.2', containerdStore: true },
  buildx: { kind: 'present', version: '0.29.1' },
  builder: {
    kind: 'told',
    facts: { name: 'default', driver: 'docker', buildkit: 'v0.25.1', rules: undefined },
  },
  disk: { folder: '/var/lib/docker', freeBytes: 100e9, rootFreeBytes: 110e9, totalBytes: 200e9 },
  dockerBuildkit: undefined,
  proxies: { variables: [], builds: {} },
  certificates: [],
  now: Date.UTC(2026, 0, 1),
};
