import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC109',
  subject: 'machine',
  severity: 'info',
  title: 'The builder is not the engine’s own',
  why: 'A builder with the driver docker-container, kubernetes or remote keeps what it builds to itself: an image reaches the engine only with `--load`, which streams all of it every time, and a FROM does not see images that are only in the engine. Its cache, and so every cache mount, is its own.',
  remedy: 'build local images with the driver docker (docker buildx use default)',
  fix: undefined,
  bad: {
    builder: {
      kind: 'told',
      facts: { name: 'ci', driver: 'docker-container', buildkit: 'v0.25.1', rules: undefined },
    },
  },
  find: ({ builder }) =>
    builder?.kind === 'told' && builder.facts.driver !== 'docker'
      ? [
          {
            message: `builder ${builder.facts.name} has the driver ${builder.facts.driver}: each image is streamed into the engine, and images of the engine are no bases for it`,
            range: undefined,
          },
        ]
      : [],
};
