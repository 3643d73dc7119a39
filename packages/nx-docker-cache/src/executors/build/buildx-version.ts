import type { World } from '../../io/world';

/** Asking takes a fifth of a second of a processor: a build that is over sooner is not delayed by it. */
const ASK_AFTER_MS = 2_000;

export interface BuildxVersion {
  /** The version, once the build is over; undefined for a short build. */
  end(): Promise<string | undefined>;
}

export function askBuildxVersion({ processes, clock }: Pick<World, 'processes' | 'clock'>): BuildxVersion {
  let asked: Promise<string | undefined> | undefined;
  const stop = clock.every(ASK_AFTER_MS, () => {
    stop();
    asked = presentBuildx({ processes });
  });
  return {
    end: async () => {
      stop();
      return asked;
    },
  };
}

/** The version of the buildx that docker calls; undefined where it does not say. */
export function presentBuildx({ processes }: Pick<World, 'processes'>): Promise<string | undefined> {
  return processes.run({ file: 'docker', args: ['buildx', 'version'] }).then(
    (result) => (result.kind === 'exited' ? buildxVersionOf(result.stdout) : undefined),
    () => undefined,
  );
}

/** `github.com/docker/buildx v0.29.1 28f6246`. */
export function buildxVersionOf(text: string): string | undefined {
  return /buildx v?(\d\S*)/.exec(text)?.[1];
}
