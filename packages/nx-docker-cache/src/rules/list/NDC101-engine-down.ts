import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC101',
  subject: 'machine',
  severity: 'error',
  title: 'The engine does not answer',
  why: 'Without an engine nothing is built, and whether an image is up to date cannot be known. `check` ends with status 2; `--no-machine` judges Dockerfiles alone, where there is no engine on purpose.',
  remedy:
    'start it (Docker Desktop, or systemctl start docker), or correct DOCKER_HOST or the docker context; docker info must work',
  fix: undefined,
  meansNoEngine: true,
  bad: { engine: { kind: 'down', why: 'connect ENOENT /var/run/docker.sock' }, builder: undefined },
  find: ({ engine }) =>
    engine.kind === 'down'
      ? [{ message: `the engine does not answer: ${engine.why}`, range: undefined }]
      : [],
};
