import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC114',
  subject: 'machine',
  severity: 'info',
  title: 'This shell trusts certificates that builds do not know',
  why: 'Variables such as SSL_CERT_FILE name the certificates of an authority of one’s own, as a network has that opens TLS connections. Neither they nor the files reach the RUNs of a build, whose downloads fail there with an error about certificates. A copy in the image would be trusted by whoever runs it.',
  remedy:
    'hand them over for a single RUN: RUN --mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt, with secrets: ["id=ca,src=…"] in the build target; unless builds need none',
  fix: undefined,
  bad: { certificates: ['SSL_CERT_FILE'] },
  find: ({ certificates }) =>
    certificates.length === 0
      ? []
      : [
          {
            message: `${certificates.join(' and ')} ${certificates.length === 1 ? 'names' : 'name'} certificates here, which no RUN of a build has`,
            range: undefined,
          },
        ],
};
