import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { lastBuilds, type LastBuilds } from '../../io/last-builds';
import { beginBuild, type RunningBuild } from '../../io/running-builds';

/** Where a machine keeps what it knows of earlier builds of one target. */
export interface BuildMemory {
  readonly lastBuilds: LastBuilds;
  /** How builds of all targets left the cache mounts, by the id of the engine. */
  readonly leftMounts: LastBuilds;
  /** What the services of compose files were last built from, by their references. */
  readonly services: LastBuilds;
  /** Marks a build that runs. */
  beginBuild(): RunningBuild;
  /** Holds the key of the machine's hashes; absolute. */
  readonly keyFolder: string;
  /** Where the hashes of the files of a context are kept; absolute. */
  hashFile(context: string): string;
}

/**
 * @param folder for the state of this machine: Nx's workspace data, or that of the user
 * @param names what tells one target from another
 */
export function buildMemory(folder: string, keyFolder: string, names: readonly string[]): BuildMemory {
  const home = path.join(folder, 'nx-docker-cache');
  const fileName = (builder: string): string => shortName([builder]);
  return {
    lastBuilds: lastBuilds(path.join(home, 'last-builds', shortName(names)), fileName),
    leftMounts: lastBuilds(path.join(home, 'left-mounts'), fileName),
    services: lastBuilds(path.join(home, 'compose-services', shortName(names)), fileName),
    beginBuild: () => beginBuild(path.join(home, 'running')),
    keyFolder: path.join(keyFolder, 'nx-docker-cache'),
    hashFile: (context) => path.join(home, 'file-hashes', `${shortName([context])}.json`),
  };
}

function shortName(names: readonly string[]): string {
  return createHash('sha256').update(names.join('\0')).digest('hex').slice(0, 24);
}
