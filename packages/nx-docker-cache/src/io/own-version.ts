import { createRequire } from 'node:module';

/** The version of this package; sources and build output are equally deep below its package.json. */
export function ownVersion(): string {
  return (createRequire(__filename)('../../package.json') as { readonly version: string }).version;
}
