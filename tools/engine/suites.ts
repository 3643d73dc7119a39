/** The Debian suites whose packages give an engine, newest first. */
export const SUITES = ['sid', 'trixie', 'bookworm'] as const;
export type Suite = (typeof SUITES)[number];

/** How an engine keeps images: containerd's content store, or a graph driver (overlay2), the default before Docker 29. */
export type ImageStore = 'containerd' | 'graph';

export interface SuiteFacts {
  /** What its engine is good for, one line for `--help`. */
  readonly purpose: string;
  readonly packages: readonly string[];
  /** Libraries of the system that its dockerd is linked to and that a minimal Debian lacks. */
  readonly libraries: readonly string[];
  readonly hasBuildx: boolean;
  readonly imageStore: ImageStore;
  /** The place of its default bridge among the subnets (see subnets.ts). */
  readonly slot: number;
}

const COMMON = ['docker.io', 'containerd', 'docker-registry'] as const;

/** What differs between the suites. 20.10 brings its client in docker.io, and Debian packages no buildx for it. */
export const SUITE_FACTS = {
  sid: {
    purpose: 'the newest engine',
    packages: [...COMMON, 'docker-cli', 'docker-buildx', 'docker-compose'],
    libraries: [],
    hasBuildx: true,
    imageStore: 'containerd',
    slot: 0,
  },
  trixie: {
    purpose: 'the oldest engine worth supporting (26.1), with a graph driver',
    packages: [...COMMON, 'docker-cli', 'docker-buildx', 'docker-compose'],
    libraries: [],
    hasBuildx: true,
    imageStore: 'graph',
    slot: 1,
  },
  bookworm: {
    purpose: 'an engine without buildx (20.10)',
    packages: COMMON,
    libraries: ['libdevmapper1.02.1'],
    hasBuildx: false,
    imageStore: 'graph',
    slot: 2,
  },
} as const satisfies Record<Suite, SuiteFacts>;

export function isSuite(text: string): text is Suite {
  return (SUITES as readonly string[]).includes(text);
}

/** The suites to try, in order: the one that was asked for, or the newest and then the next. */
export function suitesToTry(asked: Suite | undefined): readonly Suite[] {
  return asked === undefined ? ['sid', 'trixie'] : [asked];
}
