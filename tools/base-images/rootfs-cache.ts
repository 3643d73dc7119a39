import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder';
import type { Say } from '../engine/packages';
import { makeBusyboxRootfs } from './busybox-rootfs';
import { makeDebianRootfs } from './debian-rootfs';
import { type HostTrust, hostTrust } from './host-trust';
import { type BaseImage, knownImage } from './images';

/** The tar archive of a known image's file system: made once, then kept in the user's cache folder. */
export async function cachedRootfs(name: string, image: BaseImage, say: Say): Promise<string> {
  const trust = trustOf(image);
  const folder = join(cacheFolder(), 'base-images');
  const tar = join(folder, `${name.replace(/[^\w.-]/g, '-')}-${recipeDigest(image, trust)}.tar`);
  if (existsSync(tar)) return tar;
  mkdirSync(folder, { recursive: true });
  await make(name, image, trust, tar, say);
  return tar;
}

export function trustOf({ rootfs }: BaseImage): HostTrust | undefined {
  return rootfs.kind === 'debian' && rootfs.trustsHost ? hostTrust(process.env) : undefined;
}

async function make(
  name: string,
  { rootfs }: BaseImage,
  trust: HostTrust | undefined,
  tar: string,
  say: Say,
): Promise<void> {
  if (rootfs.kind === 'busybox') {
    await makeBusyboxRootfs(tar, say);
    return;
  }
  const under = rootfs.on === undefined ? undefined : knownImage(rootfs.on);
  const onTar = under === undefined ? undefined : await cachedRootfs(rootfs.on ?? '', under, say);
  say(`making ${name} from Debian's packages (once; half a minute)`);
  await makeDebianRootfs({ rootfs, onTar, trust, targetTar: tar }, name, say);
}

/** Another recipe, another recipe below it, or other certificates make another archive. */
function recipeDigest(image: BaseImage, trust: HostTrust | undefined): string {
  const { rootfs } = image;
  const under =
    rootfs.kind === 'debian' && rootfs.on !== undefined ? knownImage(rootfs.on)?.rootfs : undefined;
  return createHash('sha256')
    .update(JSON.stringify([rootfs, under, trust?.digest]))
    .digest('hex')
    .slice(0, 12);
}
