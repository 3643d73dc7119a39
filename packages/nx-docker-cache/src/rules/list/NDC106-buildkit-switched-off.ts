import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC106',
  subject: 'machine',
  severity: 'warning',
  title: 'BuildKit is switched off by a variable',
  why: 'With DOCKER_BUILDKIT=0 every `docker build` takes the builder of before BuildKit: a RUN with a cache mount fails there. `nx-docker-cache build` asks for buildx and is not affected; scripts, Makefiles and other tools are.',
  remedy: 'remove DOCKER_BUILDKIT=0 from the environment',
  fix: undefined,
  bad: { dockerBuildkit: '0' },
  // strconv.ParseBool of Go, which the docker CLI reads it with.
  find: ({ dockerBuildkit = '' }) =>
    /^(?:0|f|F|false|FALSE|False)$/.test(dockerBuildkit)
      ? [
          {
            message: `DOCKER_BUILDKIT=${dockerBuildkit} sends docker build to the builder of before BuildKit`,
            range: undefined,
          },
        ]
      : [],
};
