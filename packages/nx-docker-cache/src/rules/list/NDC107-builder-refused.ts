import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC107',
  subject: 'machine',
  severity: 'error',
  title: 'The builder in use cannot be asked',
  why: 'BUILDX_BUILDER, the option `builder` or `docker buildx use` names a builder that is not there, or that does not answer: a build would fail in the same way.',
  remedy: 'choose another one (docker buildx ls shows them, docker buildx use takes one), or create it',
  fix: undefined,
  bad: { builder: { kind: 'refused', why: 'no builder "ci" found' } },
  find: ({ builder }) =>
    builder?.kind === 'refused'
      ? [{ message: `the builder in use cannot be asked: ${builder.why}`, range: undefined }]
      : [],
};
