import * as path from 'node:path';
import type { Environment } from '../../io/world';

/**
 * What is kept between builds of one machine (XDG Base Directory Specification: a path that is not absolute does not count).
 * Never in the folder that is built in, where a COPY would take it along.
 */
export function stateFolder({ get, home }: Pick<Environment, 'get' | 'home'>): string {
  const given = get('XDG_CACHE_HOME');
  return given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.cache');
}
