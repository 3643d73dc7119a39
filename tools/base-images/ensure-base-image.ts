import { EngineError } from '../engine/engine-error';
import { withLock } from '../engine/lock';
import type { Say } from '../engine/packages';
import { lastLines, run } from '../engine/run-process';
import { BASE_IMAGES, type BaseImage, importChanges, knownImage } from './images';
import { pull } from './pull';
import { cachedRootfs, trustOf } from './rootfs-cache';

export type BaseImageOrigin = 'present' | 'pulled' | 'made';

/**
 * Sees to it that the engine holds a base image: present → used as it is; else pulled; else made from Debian's
 * packages and imported under the same name. `env` is what leads docker to the engine, as `ensureEngine` returns it.
 */
export async function ensureBaseImage(
  name: string,
  env: Readonly<Record<string, string>> = {},
  say: Say = () => undefined,
): Promise<BaseImageOrigin> {
  const docker = { ...process.env, ...env };
  if (await isPresent(name, docker)) return 'present';
  return withLock(`base-image ${name}`, async () => {
    if (await isPresent(name, docker)) return 'present';
    const refusal = await pull(name, docker, say);
    if (refusal === undefined) return 'pulled';
    const image = knownImage(name);
    if (image === undefined) throw unknown(name, refusal);
    say(`${name} cannot be pulled (${refusal}): using one made from Debian's packages`);
    await importImage(name, image, docker, say);
    return 'made';
  });
}

async function isPresent(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { status, stderr } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', name], { env });
  if (status === 0 || /no such (image|object)/i.test(stderr)) return status === 0;
  throw new EngineError(`cannot ask the engine for ${name}`, {
    why: lastLines(stderr),
    next: 'start an engine: `npm run engine -- up`',
  });
}

async function importImage(name: string, image: BaseImage, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const tar = await cachedRootfs(name, image, say);
  const changes = importChanges(image, trustOf(image) !== undefined).flatMap((change) => [
    '--change',
    change,
  ]);
  const { status, stderr } = await run('docker', ['import', ...changes, tar, name], { env });
  if (status === 0) return;
  throw new EngineError(`cannot import ${name}`, {
    why: lastLines(stderr),
    next: 'check the engine and its disk (`docker info`)',
  });
}

function unknown(name: string, refusal: string): EngineError {
  return new EngineError(`no base image ${name}`, {
    why: `it cannot be pulled (${refusal}), and how to make it is not known`,
    next: `use one of ${Object.keys(BASE_IMAGES).join(', ')}, or add an entry to tools/base-images/images.ts`,
  });
}
