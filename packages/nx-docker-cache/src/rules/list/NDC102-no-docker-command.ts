import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC102',
  subject: 'machine',
  severity: 'error',
  title: 'There is no docker command',
  why: 'Builds are run by the docker CLI with its plugin buildx. `check` ends with status 2.',
  remedy: 'install Docker Engine or Docker Desktop, or put docker on the PATH',
  fix: undefined,
  meansNoEngine: true,
  bad: { buildx: { kind: 'no-docker' }, builder: undefined },
  find: ({ buildx }) =>
    buildx.kind === 'no-docker'
      ? [{ message: 'there is no program "docker" on the PATH', range: undefined }]
      : [],
};
