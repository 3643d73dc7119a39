import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

/** A `docker` in front of the real one that notes each call. */
export interface DockerLog {
  /** PATH with the noting docker first. */
  readonly path: string;
  /** The arguments of the calls since the last time it was asked, one call each. */
  take(): readonly string[];
  /** Runs a line of shell before the next `docker buildx build` of an image starts, once. */
  beforeNextBuild(image: string, line: string): void;
}

/** @param folder is made; it must be the log's own. */
export function dockerLog(folder: string, path = process.env['PATH'] ?? ''): DockerLog {
  mkdirSync(folder, { recursive: true });
  const [calls, before] = [join(folder, 'calls.log'), join(folder, 'before.sh')];
  const docker = join(folder, 'docker');
  writeFileSync(docker, dockerScript({ calls, before, real: whichDocker(path) }));
  chmodSync(docker, 0o755);
  return {
    path: [folder, path].join(delimiter),
    take: () => {
      const lines = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').filter(Boolean) : [];
      rmSync(calls, { force: true });
      return lines;
    },
    beforeNextBuild: (image, line) => {
      writeFileSync(before, `case "$*" in *'${image}'*) rm "$0"; ${line} ;; esac\n`);
    },
  };
}

function dockerScript({
  calls,
  before,
  real,
}: Readonly<Record<'calls' | 'before' | 'real', string>>): string {
  return `#!/bin/sh
echo "$*" >> '${calls}'
case "$*" in
  "buildx build"*) if [ -f '${before}' ]; then sh '${before}' "$@"; fi ;;
esac
exec '${real}' "$@"
`;
}

function whichDocker(path: string): string {
  const file = path
    .split(delimiter)
    .map((folder) => join(folder, 'docker'))
    .find(isExecutable);
  if (file === undefined) throw new Error('there is no docker on PATH');
  return file;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
