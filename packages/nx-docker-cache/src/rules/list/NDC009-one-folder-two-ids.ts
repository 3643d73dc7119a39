import { cacheIdOf, type Mount } from '../../dockerfile/mounts';
import { baseImage } from '../../upgrade/sites';
import type { DockerfileFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC009',
  subject: 'dockerfile',
  severity: 'info',
  title: 'The same cache folder is mounted under two ids',
  why: 'Two ids are two mounts: what one RUN downloads the other one downloads again. Where both RUNs stand on the same base image there is mostly no reason for it.',
  remedy: 'use one id, or none',
  fix: undefined,
  bad: 'FROM python:3.12-slim\nRUN --mount=type=cache,id=pip-a,target=/root/.cache/pip pip install flask\nRUN --mount=type=cache,id=pip-b,target=/root/.cache/pip pip install gunicorn\n',
  good: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\nRUN --mount=type=cache,target=/root/.cache/pip pip install gunicorn\n',
  find: (facts) => {
    const mounts = plainMounts(facts);
    return mounts.flatMap(({ mount, image }, index) => {
      const earlier = mounts.slice(0, index);
      const twin = earlier.find((other) => other.mount.target === mount.target && other.image === image);
      const isKnown = earlier.some((other) => cacheIdOf(other.mount) === cacheIdOf(mount));
      if (twin === undefined || isKnown || cacheIdOf(twin.mount) === cacheIdOf(mount)) return [];
      return [
        {
          message: `${mount.target ?? ''} is mounted as ${cacheIdOf(mount)} here and as ${cacheIdOf(twin.mount)} above: what is in one is not in the other`,
          range: mount.flag.range,
        },
      ];
    });
  },
};

/** Cache folders below a home or /var, where nothing is left to variables. Build outputs are kept apart on purpose. */
function plainMounts({ runs, sites }: DockerfileFacts): { mount: Mount; image: string }[] {
  return runs.flatMap((run) => {
    const image = baseImage(sites.stages, run.site.stage);
    if (image === undefined || run.site.stage.platform !== undefined) return [];
    return run.mounts
      .filter(
        ({ type, target, unknownKeys, fields, from }) =>
          type === 'cache' &&
          from === undefined &&
          unknownKeys.length === 0 &&
          /^\/(?:root|home|var)\//.test(target ?? '') &&
          fields.every(({ unknown }) => unknown.length === 0),
      )
      .map((mount) => ({ mount, image }));
  });
}
