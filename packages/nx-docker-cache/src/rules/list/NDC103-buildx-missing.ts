import type { MachineRule } from '../rule';
import { isBefore } from '../version';

export const rule: MachineRule = {
  code: 'NDC103',
  subject: 'machine',
  severity: 'error',
  title: 'The docker command has no buildx',
  why: 'Without the plugin, `docker build` falls back to the builder of before BuildKit, with status 0 and a notice: it knows neither cache mounts nor heredocs. Engines before 23 take it even where buildx is there, unless DOCKER_BUILDKIT=1 is set.',
  remedy:
    'install the plugin (package docker-buildx-plugin or docker-buildx); docker buildx version must work',
  fix: undefined,
  bad: { buildx: { kind: 'missing' }, builder: undefined },
  find: ({ buildx, engine }) => {
    if (buildx.kind !== 'missing') return [];
    const isOld = engine.kind === 'up' && isBefore(engine.version, [23, 0]);
    const message = isOld
      ? `docker has no plugin buildx, and engine ${engine.version} does not use BuildKit by itself: a build has no cache mounts unless DOCKER_BUILDKIT=1 is set`
      : 'docker has no plugin buildx: docker build alone takes the old builder, which has no cache mounts';
    return [{ message, range: undefined }];
  },
};
