import * as path from 'node:path';
import type { Environment } from '../../io/world';

/** What is kept between builds of one machine (XDG Base Directory Specification). */
export function stateFolder({ get, cwd }: Pick<Environment, 'get' | 'cwd'>): string {
  return get('XDG_CACHE_HOME') ?? path.join(get('HOME') ?? get('USERPROFILE') ?? cwd, '.cache');
}
