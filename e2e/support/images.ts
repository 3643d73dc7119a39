import { tmpdir } from 'node:os';
import { fileInImage } from './file-in-image';
import { runOrFail, runProgram } from './run-program';

/** Images of the tests' engine, or of the one that `env` names. */
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
    fileIn: (image, path) => fileInImage(env, image, path),
    remove: async (...names) => {
      await runProgram('docker', ['image', 'rm', '--force', ...names], options);
    },
  };
}
