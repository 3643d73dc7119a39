import { parseDocument } from 'yaml';
import { isObject } from '../timing/json';
import type { CacheWish } from './cache-wish';

/** Whether a new text says what the old one said, and the wishes for one service, and nothing else. */
export function isAsWished(before: unknown, text: string, service: string, wish: CacheWish): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return false;
  const expected = structuredCopy(before);
  const services = isObject(expected) ? expected['services'] : undefined;
  const own = isObject(services) ? services[service] : undefined;
  if (!isObject(own)) return false;
  const build = typeof own['build'] === 'string' ? { context: own['build'] } : own['build'];
  if (!isObject(build)) return false;
  const wished = {
    ...build,
    ...(wish.cacheFrom.length > 0 && { cache_from: wish.cacheFrom }),
    ...(wish.cacheTo.length > 0 && { cache_to: wish.cacheTo }),
  };
  const whole = {
    ...(expected as object),
    services: { ...(services as object), [service]: { ...own, build: wished } },
  };
  return sorted(whole) === sorted(document.toJS() as unknown);
}

function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** As text, with keys in one order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
