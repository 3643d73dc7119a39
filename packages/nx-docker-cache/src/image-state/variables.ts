import { hash } from 'node:crypto';

/**
 * Set by the hook before each run of Nx, read by the hash (as inputs of the target) and by the executor.
 * Everything that is hashed for one image hangs on `imageVariable`; the two others guard it.
 */
export const VARIABLES = {
  /** Names the run of Nx: another uuid every time, and the value of every image that is not known to be unchanged. */
  run: 'NX_DOCKER_CACHE_RUN',
  /** Names the list of targets that the hook worked from: without it an image's variable may be missing. */
  epoch: 'NX_DOCKER_CACHE_EPOCH',
} as const;

/**
 * The environment variable that holds what is hashed for the image of one target, and the name of its state file.
 * Made from the project's root, which is unique in a workspace and known before the project's name is.
 */
export function imageVariable(projectRoot: string, target: string): string {
  const readable = `${projectRoot}_${target}`.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  const digest = hash('sha256', `${projectRoot}\0${target}`).slice(0, 10);
  return `NX_DOCKER_CACHE_IMAGE_${readable.slice(0, 80)}_${digest.toUpperCase()}`;
}
