import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { runOrFail } from './run-program';
import { scratchFolder } from './scratch-folder';

/** The cache mounts of a Dockerfile as its flags are written, each once. */
export function cacheMountFlags(dockerfile: string): readonly string[] {
  return [...new Set(dockerfile.match(/--mount=type=cache,\S+/g) ?? [])];
}

/**
 * The files that builds with these flags find in their mounts, a path a line: asked in a build that has the very same
 * flags, because target, id and owner are what makes it the same mount. Needs busybox:1.
 */
export async function filesInMounts(
  flags: readonly string[],
  buildArguments: readonly string[],
): Promise<string> {
  const folder = mkdtempSync(join(scratchFolder('mounts'), 'm-'));
  const targets = flags.flatMap((flag) => /\btarget=([^,]+)/.exec(flag)?.[1] ?? []);
  const dockerfile = [
    'FROM busybox:1 AS probe',
    'ARG TARGETARCH',
    // The word behind the colon makes it a RUN that no layer cache knows.
    `RUN ${flags.join(' ')} find ${targets.join(' ')} -type f > /listing; : ${randomUUID()}`,
    'FROM scratch',
    'COPY --from=probe /listing /',
  ];
  try {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile.join('\n'));
    await runOrFail('docker', ['buildx', 'build', ...buildArguments, '--output=out', '.'], { cwd: folder });
    return readFileSync(join(folder, 'out', 'listing'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
