import type { MachineRule } from '../rule';
import { isBefore } from '../version';

export const rule: MachineRule = {
  code: 'NDC105',
  subject: 'machine',
  severity: 'warning',
  title: 'The engine is older than those that are supported',
  why: 'The oldest engine that is tested is 26.1. Engines before 23 use BuildKit only where DOCKER_BUILDKIT=1 or buildx asks for it, and their built-in frontend has no heredocs. What an old engine lacks shows as a failed build, not as a slow one.',
  remedy: 'upgrade the engine to 26 or newer; until then build with docker buildx build or DOCKER_BUILDKIT=1',
  fix: undefined,
  bad: { engine: { kind: 'up', version: '24.0.9', containerdStore: false } },
  find: ({ engine }) => {
    if (engine.kind !== 'up' || !isBefore(engine.version, [26, 0])) return [];
    const message = isBefore(engine.version, [23, 0])
      ? `engine ${engine.version} is older than 26, and does not use BuildKit by itself: a plain docker build has no cache mounts`
      : `engine ${engine.version} is older than 26, the oldest that is supported`;
    return [{ message, range: undefined }];
  },
};
