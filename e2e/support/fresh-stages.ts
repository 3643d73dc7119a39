/** The argument that makes the RUNs of one run of the tests others than those of every other. */
const ARGUMENT = 'E2E_RUN';

/**
 * A Dockerfile whose RUNs are not found in the layer cache of an earlier run of the tests: what a cache mount holds does
 * not count there, and an install that is not run fills no mount.
 */
export function freshStages(dockerfile: string): string {
  return dockerfile.replace(/^FROM .*$/gim, (from) => `${from}\nARG ${ARGUMENT}`);
}

/** For builds of such Dockerfiles: `run` tells one run from another, and gives it mounts of its own, empty at first. */
export function ownMounts(run: string): readonly string[] {
  return [`--build-arg=${ARGUMENT}=${run}`, `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${run}`];
}
