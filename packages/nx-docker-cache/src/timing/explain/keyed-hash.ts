import { createHash, createHmac } from 'node:crypto';
import type { KeyedHash } from '../step-key';

/** Makes keyed hashes with one key. */
export interface Hasher {
  /** Names the key without telling it. */
  readonly id: string;
  of(text: string): KeyedHash;
  /** For contents that come in pieces. */
  begin(): { add(chunk: Uint8Array): void; end(): KeyedHash };
}

/** 128 bits: nobody can make two contents of one hash without the key. */
const LENGTH = 32;

export function keyedHasher(key: Uint8Array): Hasher {
  const begin: Hasher['begin'] = () => {
    const hmac = createHmac('sha256', key);
    return {
      add: (chunk) => {
        hmac.update(chunk);
      },
      end: () => hmac.digest('hex').slice(0, LENGTH),
    };
  };
  return {
    id: createHash('sha256').update('nx-docker-cache key').update(key).digest('hex').slice(0, 12),
    of: (text) => createHmac('sha256', key).update(text).digest('hex').slice(0, LENGTH),
    begin,
  };
}
