import { run } from '../engine/run-process';

/** Removes what the demonstration left in the engine: its images and the cache mounts of its own namespace. */
export async function cleanEngine(
  image: string,
  mountNamespace: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await run('docker', ['image', 'rm', '--force', image], { env });
  const { stdout } = await run('docker', ['buildx', 'du', '--verbose', '--filter', 'type=exec.cachemount'], {
    env,
  });
  for (const id of mountIds(stdout, mountNamespace)) {
    await run('docker', ['buildx', 'prune', '--force', '--filter', `id=^${id}$`], { env });
  }
}

/** The ids of the records whose description names the namespace; `du --verbose` prints a block for each record. */
export function mountIds(verbose: string, mountNamespace: string): readonly string[] {
  return verbose
    .split(/\n\s*\n/)
    .filter((block) => block.includes(`"${mountNamespace}/`))
    .flatMap((block) => /^ID:\s*(\S+)/m.exec(block)?.[1] ?? []);
}
