import { cacheIdOf, type Mount } from '../../dockerfile/mounts';
import { baseImage } from '../../upgrade/sites';
import { aptMounts, releaseOf } from '../apt';
import type { DockerfileFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC008',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'Two releases of a distribution share one cache mount for apt',
  why: 'The id of a cache mount holds for the whole builder. apt’s package lists belong to one release: another release that finds them downloads all lists again, and each throws away what the other one has kept.',
  remedy: 'give each release an id of its own: id=apt-bookworm',
  fix: undefined,
  bad: 'FROM debian:bullseye AS old\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl\n\nFROM debian:bookworm\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl\n',
  good: 'FROM debian:bullseye AS old\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,id=apt-bullseye,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl\n\nFROM debian:bookworm\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,id=apt-bookworm,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y curl\n',
  find: (facts) => {
    const mounts = mountsWithRelease(facts);
    return mounts.flatMap(({ mount, release }, index) => {
      const other = mounts
        .slice(0, index)
        .find((earlier) => cacheIdOf(earlier.mount) === cacheIdOf(mount) && earlier.release !== release);
      if (other === undefined) return [];
      return [
        {
          message: `apt of ${release} and apt of ${other.release} share the cache mount ${cacheIdOf(mount)}`,
          range: mount.flag.range,
        },
      ];
    });
  },
};

function mountsWithRelease({ runs, sites }: DockerfileFacts): { mount: Mount; release: string }[] {
  return runs.flatMap((run) => {
    const release = releaseOf(baseImage(sites.stages, run.site.stage) ?? '');
    if (release === undefined) return [];
    return aptMounts(run, 'any')
      .filter(({ unknownKeys }) => unknownKeys.length === 0)
      .map((mount) => ({ mount, release }));
  });
}
