/** How an image is built, with every choice made. Paths are absolute. */
export interface BuildOptions {
  readonly dockerfile: string;
  readonly context: string;
  /** Checked, with tags. */
  readonly references: readonly string[];
  readonly labels: readonly string[];
  readonly platforms: readonly string[];
  readonly target: string | undefined;
  readonly buildArgs: readonly string[];
  /** `name=where`. */
  readonly buildContexts: readonly string[];
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly builder: string | undefined;
  readonly destination: Destination;
  readonly network: string | undefined;
  readonly addHosts: readonly string[];
  readonly pull: boolean;
  /** The value of the flag; undefined leaves buildx its default. */
  readonly provenance: string | undefined;
  readonly sbom: string | undefined;
  readonly cachePolicy: CachePolicy;
  readonly extraArgs: readonly string[];
}

/** Of layers. Never estargz: it has made an engine 28.5 crash. */
export type Compression = 'uncompressed' | 'gzip' | 'zstd';

export type Destination =
  | { readonly kind: 'load'; readonly compression?: Compression }
  | { readonly kind: 'push'; readonly compression?: Compression }
  | { readonly kind: 'output'; readonly outputs: readonly string[]; readonly load: boolean }
  /** Built and kept in the builder's cache only. */
  | { readonly kind: 'none' };

export type CachePolicy =
  /** Layers are reused; `since` is the token of the last build that ran every RUN again, whose layers are the newest. */
  | { readonly kind: 'reuse'; readonly since: string | undefined }
  /** Every RUN runs again, mounts stay warm; `token` has never been used before. */
  | { readonly kind: 'rerun'; readonly token: string }
  /** BuildKit's own `--no-cache`. */
  | { readonly kind: 'raw-no-cache' };

/** The image is in the engine afterwards. */
export function isLoaded({ destination }: Pick<BuildOptions, 'destination'>): boolean {
  return destination.kind === 'load' || (destination.kind === 'output' && destination.load);
}
