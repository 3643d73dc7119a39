import type { MachineRule } from '../rule';
import { isBefore } from '../version';

export const rule: MachineRule = {
  code: 'NDC104',
  subject: 'machine',
  severity: 'error',
  title: 'buildx is too old',
  why: 'The times of the steps are read from `--progress=rawjson`, which came with buildx 0.13.',
  remedy: 'install buildx 0.13 or newer; docker buildx version tells the version',
  fix: undefined,
  bad: { buildx: { kind: 'present', version: '0.10.4' } },
  find: ({ buildx }) =>
    buildx.kind === 'present' && isBefore(buildx.version, [0, 13])
      ? [{ message: `buildx ${buildx.version ?? ''} is older than 0.13`, range: undefined }]
      : [],
};
