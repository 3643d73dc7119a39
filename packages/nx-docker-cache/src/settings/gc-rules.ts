/** One rule of a garbage collector that keeps cache mounts, as daemon.json and buildkitd.toml both can say it. */
export interface KeepingRule {
  /** The one type of records it is about; undefined for all. One a rule: what a rule lists must all match at once. */
  readonly type: string | undefined;
  /** A duration of Go; undefined collects whatever its age. */
  readonly keepDuration: string | undefined;
  /** `20GB`: what may stay. */
  readonly keep: string;
  /** Also internal records and those of images. */
  readonly all: boolean;
}

/** What one build leaves behind and hardly another uses: the context that was sent, and checkouts of git. */
const PASSING_TYPES = ['source.local', 'source.git.checkout'];
const PASSING = { keepDuration: '48h', keep: '512MB', all: false } as const;

/**
 * BuildKit's own rules (cmd/buildkitd/config/gcpolicy.go) without the type `exec.cachemount` in the first of them: since
 * BuildKit 0.31 that one deletes each cache mount that was not used for two days. Cache mounts go with everything else,
 * the least recently used first, when the builder holds more than `keep`.
 */
export function keepingRules(keep: string): readonly KeepingRule[] {
  return [
    ...PASSING_TYPES.map((type) => ({ type, ...PASSING })),
    { type: undefined, keepDuration: undefined, keep, all: false },
    { type: undefined, keepDuration: undefined, keep, all: true },
  ];
}

/** A size as the settings take it: digits and a unit. Engines read `GB` as 1024³ in one version and as 10⁹ in another. */
export function isSize(text: string): boolean {
  return /^\d+(?:\.\d+)? ?(?:[kmgt]i?)?b?$/i.test(text) && !/^0+(?:\.0+)? ?\D*$/.test(text);
}
