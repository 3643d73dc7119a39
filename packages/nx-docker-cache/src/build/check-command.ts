import type { ProcessCommand } from './process-command';

export interface CheckedBuild {
  /** Absolute. */
  readonly dockerfile: string;
  /** Absolute. */
  readonly context: string;
  /** Undefined for the one in use. */
  readonly builder: string | undefined;
}

/**
 * BuildKit's own checks of a Dockerfile (`--call=check`, buildx 0.15, Dockerfile frontend 1.8), which build nothing. As in
 * `buildCommand` no value can become a flag.
 */
export function checkCommand({ dockerfile, context, builder }: CheckedBuild): ProcessCommand {
  return {
    file: 'docker',
    args: [
      'buildx',
      'build',
      '--call=check,format=json',
      `--file=${dockerfile}`,
      ...(builder === undefined ? [] : [`--builder=${builder}`]),
      context,
    ],
  };
}
