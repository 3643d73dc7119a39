import type { ProcessCommand } from '../../build/process-command';
import { NAMESPACE_ARGUMENT } from '../mount-key';

export interface CopyPlace {
  /** Absolute. */
  readonly dockerfile: string;
  readonly context: string;
  readonly namespace: string;
  /** Undefined for the one in use. */
  readonly builder: string | undefined;
  /** Where the archive goes; undefined where the build leaves nothing but what is in the mount. */
  readonly archive: string | undefined;
}

/**
 * The build of a copy. Nothing of it becomes an image; the times of files stay what they are, whatever the environment says of
 * reproducible builds.
 */
export function copyCommand({ dockerfile, context, namespace, builder, archive }: CopyPlace): ProcessCommand {
  return {
    file: 'docker',
    args: [
      ...['buildx', 'build', '--progress=plain', '--provenance=false', '--sbom=false'],
      ...(builder === undefined ? [] : [`--builder=${builder}`]),
      ...(namespace === '' ? [] : [`--build-arg=${NAMESPACE_ARGUMENT}=${namespace}`]),
      archive === undefined ? '--output=type=cacheonly' : `--output=type=tar,${csvField('dest', archive)}`,
      `--file=${dockerfile}`,
      context,
    ],
    env: { SOURCE_DATE_EPOCH: '' },
  };
}

/** A field of comma-separated values: a path may hold commas and quotation marks. */
function csvField(key: string, value: string): string {
  const field = `${key}=${value}`;
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
