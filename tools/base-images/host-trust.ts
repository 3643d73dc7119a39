import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** The variables by which a host tells programs to trust further certificates, the most general first. */
const VARIABLES = [
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
  'REQUESTS_CA_BUNDLE',
  'PIP_CERT',
  'CURL_CA_BUNDLE',
];

export interface HostTrust {
  /** A file of PEM certificates. */
  readonly file: string;
  readonly digest: string;
}

/** The certificates that this host trusts through its environment; undefined when it says nothing. */
export function hostTrust(env: NodeJS.ProcessEnv): HostTrust | undefined {
  const file = VARIABLES.map((name) => env[name]).find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
  return file === undefined
    ? undefined
    : { file, digest: createHash('sha256').update(readFileSync(file)).digest('hex') };
}
