import { run } from './run-process';

/** The engine that an environment leads to, as far as it can be used. */
export type PresentEngine =
  | { readonly kind: 'usable'; readonly version: string; readonly buildx: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Asks `docker info` and `docker buildx version`, the two things that a build needs. */
export async function presentEngine(env: NodeJS.ProcessEnv): Promise<PresentEngine> {
  const info = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { env, timeoutMs: 15_000 });
  if (info.status === 127) return { kind: 'unusable', reason: 'docker is not installed' };
  const version = info.stdout.trim();
  if (info.status !== 0 || version === '')
    return { kind: 'unusable', reason: 'the engine does not answer `docker info`' };
  const buildx = await buildxVersion(env);
  if (buildx === undefined) return { kind: 'unusable', reason: `docker ${version} has no buildx plugin` };
  return { kind: 'usable', version, buildx };
}

/** `0.29.1` of `github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4`; undefined when there is no buildx. */
export async function buildxVersion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { status, stdout } = await run('docker', ['buildx', 'version'], { env, timeoutMs: 15_000 });
  return status === 0 ? /\bv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] : undefined;
}
