import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC113',
  subject: 'machine',
  severity: 'warning',
  title: 'Builds are given a proxy that they cannot reach',
  why: 'A RUN has a network of its own: localhost and 127.0.0.1 are the container itself there, where no proxy listens. Every download of the build waits for it and fails.',
  remedy:
    'name an address that containers reach (that of the bridge, or host.docker.internal with Docker Desktop), or build with network host',
  fix: undefined,
  bad: { proxies: { variables: [], builds: { httpsProxy: '127.0.0.1' } } },
  find: ({ proxies: { builds } }) =>
    Object.entries(builds)
      .filter(([, host]) => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(host))
      .slice(0, 1)
      .map(([name, host]) => ({
        message: `${name} in docker’s settings names ${host}, which is the container itself inside of a RUN`,
        range: undefined,
      })),
};
