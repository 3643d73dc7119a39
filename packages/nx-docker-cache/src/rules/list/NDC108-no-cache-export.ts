import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC108',
  subject: 'machine',
  severity: 'info',
  title: 'The engine’s own builder cannot export a cache',
  why: 'The driver docker exports cache (`--cache-to`) and builds for several platforms only with the containerd image store. Cache mounts and the layer cache on this machine work all the same.',
  remedy:
    'set "features": {"containerd-snapshotter": true} in daemon.json and restart the engine, or use a builder with the driver docker-container, where builds export their cache',
  fix: undefined,
  bad: { engine: { kind: 'up', version: '28.5.2', containerdStore: false } },
  find: ({ engine, builder }) =>
    engine.kind === 'up' &&
    !engine.containerdStore &&
    builder?.kind === 'told' &&
    builder.facts.driver === 'docker'
      ? [
          {
            message: `builder ${builder.facts.name} (driver docker) cannot export a cache, as the engine has no containerd image store`,
            range: undefined,
          },
        ]
      : [],
};
