import { existsSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { distributionArchive, readAptSources } from '../engine/apt-sources';
import { EngineError } from '../engine/engine-error';
import { readHost } from '../engine/host';
import { hostSources, type Say } from '../engine/packages';
import { lastLines, run } from '../engine/run-process';
import { ensureSystemPrograms } from '../engine/system-packages';
import type { HostTrust } from './host-trust';
import { withHeartbeat } from './heartbeat';
import type { Rootfs } from './images';

export interface DebianRequest {
  readonly rootfs: Extract<Rootfs, { kind: 'debian' }>;
  /** The tar archive of the file system that it is built on. */
  readonly onTar: string | undefined;
  readonly trust: HostTrust | undefined;
  readonly targetTar: string;
}

/** Any fixed time: with it the same packages give the same archive, byte for byte. */
const SOURCE_DATE_EPOCH = '1704067200';

const ROOM_BYTES = 2 * 1024 ** 3;

/**
 * Makes a Debian file system as a tar archive with mmdebstrap: what debootstrap does, through apt, in less than half
 * the time, and able to go on from an archive that it made before.
 */
export async function makeDebianRootfs(request: DebianRequest, name: string, say: Say): Promise<void> {
  await ensureSystemPrograms({ mmdebstrap: 'mmdebstrap' }, say);
  const archive = distributionArchive(readAptSources(hostSources()), readHost().codename);
  if (archive === undefined) throw failed(name, "no Debian archive in this machine's apt configuration");
  const partial = `${request.targetTar}.${process.pid}.tar`;
  const args = mmdebstrapArguments(request, { uri: archive.uri, keyring: archive.signedBy, tar: partial });
  const env = { ...process.env, SOURCE_DATE_EPOCH, LC_ALL: 'C', ...temporaryFolder() };
  const result = await withHeartbeat(`making ${name}`, say, run('mmdebstrap', args, { env, cwd: '/' }));
  if (result.status !== 0) {
    rmSync(partial, { force: true });
    throw failed(name, lastLines(result.stderr));
  }
  renameSync(partial, request.targetTar);
}

export interface MmdebstrapPlaces {
  readonly uri: string;
  readonly keyring: string | undefined;
  readonly tar: string;
}

/** The arguments of mmdebstrap for a request; hooks get the root folder as `$1`. */
export function mmdebstrapArguments(
  request: DebianRequest,
  { uri, keyring, tar }: MmdebstrapPlaces,
): readonly string[] {
  const { rootfs, onTar, trust } = request;
  const hook = (kind: string, script: string): string => `--${kind}-hook=${script}`;
  return [
    '--quiet',
    `--variant=${onTar === undefined ? 'minbase' : 'custom'}`,
    ...(onTar === undefined ? [] : ['--skip=check/empty', hook('setup', `tar -C "$1" -xf '${onTar}'`)]),
    ...(rootfs.packages.length === 0 ? [] : [`--include=${rootfs.packages.join(',')}`]),
    ...(keyring?.startsWith('/') === true ? [`--keyring=${keyring}`] : []),
    ...(trust === undefined ? [] : trustHooks(trust.file).map((script) => hook('customize', script))),
    ...rootfs.finish.map((script) => hook('customize', script)),
    hook('customize', 'rm -f "$1/etc/resolv.conf" "$1/etc/hostname"'), // copies of the host's
    rootfs.suite,
    tar,
    uri,
  ];
}

/** The folder of local certificates: a later update-ca-certificates in a Dockerfile keeps what is in there. */
function trustHooks(file: string): readonly string[] {
  return [
    `install -D -m 644 '${file}' "$1/usr/local/share/ca-certificates/host.crt"`,
    'chroot "$1" update-ca-certificates >/dev/null 2>&1',
  ];
}

/** A file system in memory, where there is one with room: dpkg syncs every file to the disk. */
function temporaryFolder(): { TMPDIR?: string } {
  const folder = '/dev/shm';
  const line = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((candidate) => candidate.split(' ')[1] === folder);
  if (line === undefined || !existsSync(folder) || /\b(noexec|nodev)\b/.test(line.split(' ')[3] ?? ''))
    return {};
  const { bavail, bsize } = statfsSync(folder);
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? '0';
  return bavail * bsize > ROOM_BYTES && Number(available) * 1024 > 2 * ROOM_BYTES ? { TMPDIR: folder } : {};
}

function failed(name: string, why: string): EngineError {
  return new EngineError(`cannot make the base image ${name}`, {
    why,
    next: `give the engine access to a registry and pull ${name}, or load it with \`docker load\``,
  });
}
