import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Suite } from './suites';

/** Where an engine of ours keeps its things; all paths are absolute. */
export interface EngineLayout {
  readonly suite: Suite;
  /** Names the bridge, the folder under /run and the lock: the suite, or a short hash for an own state folder. */
  readonly id: string;
  readonly stateDir: string;
  /** The unpacked packages of the suite, shared by all instances of it. */
  readonly packagesDir: string;
  readonly root: string;
  readonly dataRoot: string;
  readonly dockerConfig: string;
  readonly daemonJson: string;
  readonly log: string;
  /** Sockets and pid files: on a file system that a reboot empties, and short (108 bytes is a socket's limit). */
  readonly runDir: string;
  readonly execRoot: string;
  readonly pidFile: string;
  readonly socket: string;
  /** At most 15 characters, as the kernel wants it. */
  readonly bridge: string;
}

export interface LayoutOptions {
  readonly suite: Suite;
  readonly cacheFolder: string;
  /** The cache folder of a user without XDG_CACHE_HOME: only the engine in there is named after its suite. */
  readonly usualCacheFolder: string;
  readonly stateDir?: string;
  readonly dataRoot?: string;
}

/** The folders of an engine: of the shared one of its suite, or of a private one when a state folder is given. */
export function layoutOf(options: LayoutOptions): EngineLayout {
  const { suite, cacheFolder, usualCacheFolder, stateDir, dataRoot } = options;
  const packagesDir = join(cacheFolder, 'engine', suite);
  const state = stateDir === undefined ? packagesDir : resolve(stateDir);
  const id = state === join(usualCacheFolder, 'engine', suite) ? suite : shortHash(`${suite}\0${state}`);
  const runDir = join('/run/nx-docker-cache', id);
  return {
    suite,
    id,
    stateDir: state,
    packagesDir,
    root: join(packagesDir, 'root'),
    dataRoot: dataRoot === undefined ? join(state, 'data') : resolve(dataRoot),
    dockerConfig: join(state, 'docker-config'),
    daemonJson: join(state, 'daemon.json'),
    log: join(state, 'dockerd.log'),
    runDir,
    execRoot: join(runDir, 'exec'),
    pidFile: join(runDir, 'docker.pid'),
    socket: join(runDir, 'docker.sock'),
    bridge: `nxdc-${id}`,
  };
}

export type EngineEnvironment = Readonly<Record<'DOCKER_HOST' | 'DOCKER_CONFIG' | 'PATH', string>>;

/** The environment in which docker, buildx and compose are the suite's own and talk to this engine. */
export function environmentOf(layout: EngineLayout, path: string): EngineEnvironment {
  const own = [join(layout.root, 'usr/bin'), join(layout.root, 'usr/sbin')];
  const others = path.split(':').filter((folder) => folder !== '' && !own.includes(folder));
  return {
    DOCKER_HOST: `unix://${layout.socket}`,
    DOCKER_CONFIG: layout.dockerConfig,
    PATH: [...own, ...others].join(':'),
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
