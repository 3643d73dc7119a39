import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { runOrFail, runProgram } from './run-program';

/** Images of the tests' engine, or of the one that `env` names, through the docker command line. */
export interface Images {
  /** The content of a file in the image, undefined when there is no such image. */
  fileIn(image: string, path: string): Promise<string | undefined>;
  id(image: string): Promise<string | undefined>;
  docker(...args: readonly string[]): Promise<string>;
  remove(...images: readonly string[]): Promise<void>;
}

export function images(env: Readonly<Record<string, string | undefined>> = {}): Images {
  const options = { cwd: tmpdir(), env };
  const docker: Images['docker'] = (...args) => runOrFail('docker', args, options);
  const id: Images['id'] = async (image) => {
    const { exitCode, stdout } = await runProgram(
      'docker',
      ['image', 'inspect', '--format', '{{.Id}}', image],
      options,
    );
    return exitCode === 0 ? stdout.trim() : undefined;
  };
  return {
    docker,
    id,
    fileIn: async (image, path) => {
      if ((await id(image)) === undefined) return undefined;
      // An image without a command needs one to be given; it is never run.
      const container = (await docker('create', image, '/none')).trim();
      try {
        return firstFile(
          spawnSync('docker', ['cp', `${container}:${path}`, '-'], { env: { ...process.env, ...env } })
            .stdout,
        );
      } finally {
        await docker('rm', container);
      }
    },
    remove: async (...names) => {
      await runProgram('docker', ['image', 'rm', '--force', ...names], options);
    },
  };
}

/** The content of the first file of a tar archive: a header of 512 bytes with the size in octal at 124, then the file. */
function firstFile(tar: Buffer): string {
  const size = Number.parseInt(tar.subarray(124, 135).toString('latin1'), 8);
  return tar.subarray(512, 512 + size).toString('utf8');
}
