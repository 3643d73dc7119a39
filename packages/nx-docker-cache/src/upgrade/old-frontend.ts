import type { Dockerfile } from '../dockerfile/syntax';

/** The first minor version of docker/dockerfile 1 with something: of the releases, and of the channels that had it before. */
interface CameIn {
  readonly release: number;
  readonly experimental: number;
  readonly labs: number;
}

const NEVER = Infinity;

const FEATURES = {
  /** `RUN --mount` (experimental since 1.0). */
  mounts: { release: 2, experimental: 0, labs: 0 },
  heredocs: { release: 4, experimental: NEVER, labs: 3 },
} as const satisfies Readonly<Record<string, CameIn>>;

export type Feature = keyof typeof FEATURES;

/** The experimental channel, which ended before heredocs came. */
const FLOATING = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?:(?:1-|master-)?experimental(?:@|$)/;

/** The docker/dockerfile of the `# syntax` line where it is a numbered one that does not have a feature yet. */
export function oldFrontend({ directives }: Dockerfile, feature: Feature): string | undefined {
  const frontend = directives.find(({ name }) => name === 'syntax')?.value.trim();
  if (FLOATING.test(frontend ?? '')) return FEATURES[feature].experimental === NEVER ? frontend : undefined;
  const [, minor, channel = 'release'] =
    /^(?:docker\.io\/)?docker\/dockerfile:1\.(\d+)(?:\.\d+)?(?:-(experimental|labs))?(?:@sha256:\w+)?$/.exec(
      frontend ?? '',
    ) ?? [];
  const cameIn: CameIn = FEATURES[feature];
  return minor !== undefined && Number(minor) < cameIn[channel as keyof CameIn] ? frontend : undefined;
}
