import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC112',
  subject: 'machine',
  severity: 'info',
  title: 'This shell uses a proxy, and builds are not told of it',
  why: 'The variables of the shell do not reach the RUNs of a build. docker hands a proxy to them only where its own settings name one; without it, package managers cannot reach their index in a network that needs the proxy. As predefined build arguments these settings are no part of the layers’ keys.',
  remedy:
    'write the proxy into ~/.docker/config.json: {"proxies": {"default": {"httpsProxy": "http://proxy.example.com:3128"}}}, unless builds need none',
  fix: undefined,
  bad: { proxies: { variables: ['HTTPS_PROXY'], builds: {} } },
  find: ({ proxies: { variables, builds } }) =>
    variables.length > 0 && Object.keys(builds).length === 0
      ? [
          {
            message: `${variables.join(' and ')} ${variables.length === 1 ? 'is' : 'are'} set here, but docker gives no proxy to the RUNs of a build`,
            range: undefined,
          },
        ]
      : [],
};
