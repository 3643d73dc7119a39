import type { BuildLinks } from './link-builds';

/** Where the metadata of a target hold what its build reads. */
const FIELD = 'dockerReads';

/** As a part of a target's metadata. */
export function withReads(reads: ReadMetadata | undefined): Readonly<Record<string, unknown>> {
  return reads === undefined ? {} : { [FIELD]: reads };
}

/** What the metadata of a target say; undefined for a target that was not inferred here. */
export function readsInMetadata(
  target: { readonly metadata?: Readonly<Record<string, unknown>> } | undefined,
): ReadMetadata | undefined {
  return target?.metadata?.[FIELD] as ReadMetadata | undefined;
}

/** What a target's metadata says of the files and images its build reads: for people, and for the project graph. */
export interface ReadMetadata {
  /** Relative to the workspace. */
  readonly dockerfile: string;
  readonly context: string;
  /** Each source of the build context, as the options of the target lead to it. */
  readonly reads: readonly {
    /** Where it stands: `COPY in line 7`. */
    readonly by: string;
    /** Relative to the workspace; a pattern as it is written. */
    readonly path: string;
    /** Why this is more than is written. */
    readonly because?: string;
  }[];
  /** Where links among them lead, relative to the workspace. */
  readonly behindLinks?: readonly string[];
  /** Why the inputs are the whole context, or absent where they are what is read. */
  readonly wholeContext?: string;
  /** The projects whose images it builds on. */
  readonly imagesOf?: readonly string[];
  /** The projects that write files it reads, as targets that they declare. */
  readonly outputsOf?: readonly string[];
  /** What it fetches that no input can follow. */
  readonly unpinned?: readonly string[];
  /** The targets whose images it builds on without waiting for them, because its own `dependsOn` says otherwise. */
  readonly notAwaited?: readonly string[];
  /** The targets that build on each other in a circle: none waits for another. */
  readonly circle?: readonly string[];
}

/** The part of it that follows from a project alone. */
export type OwnReads = Omit<ReadMetadata, 'imagesOf' | 'outputsOf' | 'notAwaited' | 'circle'>;

/** Both parts; undefined for a target that builds nothing. */
export function readMetadata(own: OwnReads | undefined, links: BuildLinks): ReadMetadata | undefined {
  if (own === undefined) return undefined;
  const { images, unawaited = [], writers, whole, circle } = links;
  // Nearly all of them: a workspace has thousands.
  if (images.length + unawaited.length + writers.length === 0 && circle === undefined) return own;
  return {
    ...own,
    ...(own.wholeContext === undefined && whole !== undefined && { wholeContext: whole }),
    ...(images.length > 0 && { imagesOf: images.map(({ project }) => project) }),
    ...(writers.length > 0 && { outputsOf: writers.map(({ project }) => project) }),
    ...(unawaited.length > 0 && {
      notAwaited: unawaited.map(({ project, build }) => `${project}:${build.target}`),
    }),
    ...(circle !== undefined && { circle }),
  };
}
