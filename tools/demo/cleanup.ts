import { run } from '../engine/run-process';

/** Removes what the demonstration left in the engine: its images and the cache mounts of its own namespaces. */
export async function cleanEngine(
  image: string,
  mountNamespaces: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await run('docker', ['image', 'rm', '--force', image], { env });
  const { stdout } = await run('docker', ['buildx', 'du', '--verbose', '--filter', 'type=exec.cachemount'], {
    env,
  });
  for (const id of mountIds(stdout, mountNamespaces)) {
    await run('docker', ['buildx', 'prune', '--force', '--filter', `id=^${id}$`], { env });
  }
}

/** The ids of the records whose description names one of the namespaces; `du --verbose` prints a block for each record. */
export function mountIds(verbose: string, mountNamespaces: readonly string[]): readonly string[] {
  return verbose
    .split(/\n\s*\n/)
    .filter((block) => mountNamespaces.some((namespace) => block.includes(`"${namespace}/`)))
    .flatMap((block) => /^ID:\s*(\S+)/m.exec(block)?.[1] ?? []);
}
