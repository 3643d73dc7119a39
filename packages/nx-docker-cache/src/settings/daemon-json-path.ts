/** What decides where an engine looks for its settings. */
export interface DaemonPlace {
  readonly platform: string;
  readonly homeFolder: string;
  /** The engine belongs to the user, not to root. */
  readonly isRootless: boolean;
  readonly join: (...parts: string[]) => string;
}

export interface DaemonJsonPlace {
  readonly file: string;
  /** What makes the engine read it. */
  readonly restart: string;
}

/** Docker's own defaults (docs, "Configure the daemon with a JSON file"); Docker Desktop has its own on macOS and Windows. */
export function daemonJsonPlace({ platform, homeFolder, isRootless, join }: DaemonPlace): DaemonJsonPlace {
  if (platform !== 'linux')
    return { file: join(homeFolder, '.docker', 'daemon.json'), restart: 'restart Docker Desktop' };
  return isRootless
    ? {
        file: join(homeFolder, '.config', 'docker', 'daemon.json'),
        restart: 'systemctl --user restart docker',
      }
    : { file: '/etc/docker/daemon.json', restart: 'sudo systemctl restart docker' };
}
