import { existsSync, readFileSync } from 'node:fs';
import { EngineError } from './engine-error';

/** What decides whether an engine can be provisioned on this machine. */
export interface Host {
  readonly platform: string;
  readonly isRoot: boolean;
  readonly hasApt: boolean;
  /** VERSION_CODENAME of /etc/os-release: `bookworm`. */
  readonly codename: string;
  /** ID of /etc/os-release: `debian`. */
  readonly distribution: string;
}

export function readHost(): Host {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasApt: existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg'),
    codename: osReleaseField(release, 'VERSION_CODENAME'),
    distribution: osReleaseField(release, 'ID'),
  };
}

/** A field of os-release(5), without its quotes; empty when it is not there. */
export function osReleaseField(text: string, name: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}=`)) ?? '';
  return line.slice(name.length + 1).replace(/^(["'])(.*)\1$/, '$2');
}

const INSTALL_BY_HAND =
  'install Docker Engine with the buildx plugin (docs.docker.com/engine/install), start it, and check `docker info` and `docker buildx version`';

/** Why no engine can be provisioned here; undefined when it can. `reason` is what is wrong with the present engine. */
export function whyNotHere(host: Host, reason: string): EngineError | undefined {
  const failed = 'no Docker engine with buildx';
  if (host.platform !== 'linux' || !host.hasApt || host.distribution !== 'debian') {
    const why = `${reason}; one can be provisioned on Debian only, this is ${host.distribution || host.platform}`;
    return new EngineError(failed, { why, next: INSTALL_BY_HAND });
  }
  if (host.isRoot) return undefined;
  return new EngineError(failed, {
    why: `${reason}; to provision one needs root`,
    next: `run \`npm run engine -- up\` as root, or ${INSTALL_BY_HAND}`,
  });
}
