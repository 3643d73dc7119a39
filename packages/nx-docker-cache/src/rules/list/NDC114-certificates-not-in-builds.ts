import type { MachineRule } from '../rule';

export const rule: MachineRule = {
  code: 'NDC114',
  subject: 'machine',
  severity: 'info',
  title: 'This shell trusts certificates that builds do not know',
  why: 'Variables such as SSL_CERT_FILE name the certificates of an authority of one’s own, as a network has that opens TLS connections. Neither they nor the files reach the RUNs of a build, whose downloads fail there with an error about certificates. A copy in the image would be trusted by whoever runs it.',
  remedy:
    'mount them where a RUN downloads: --mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt, and secrets: ["id=ca,src=…"]',
  fix: undefined,
  bad: { certificates: ['SSL_CERT_FILE'] },
  find: ({ certificates }) =>
    certificates.length === 0
      ? []
      : [
          {
            message: `${named(certificates)}: no RUN of a build has these certificates`,
            range: undefined,
          },
        ],
};

const MOST_NAMES = 3;

/** `CURL_CA_BUNDLE, GIT_SSL_CAINFO, NODE_EXTRA_CA_CERTS and 4 more`. */
function named(variables: readonly string[]): string {
  const shown = variables.slice(0, MOST_NAMES).join(', ');
  const more = variables.length - MOST_NAMES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
