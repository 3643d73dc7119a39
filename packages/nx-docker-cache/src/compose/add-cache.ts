import { isMap, isScalar, parseDocument, type Document } from 'yaml';
import { cacheEdit } from './cache-edit';
import { isAsWished } from './is-as-wished';
import { nestsTooDeeply } from './nesting';
import type { CacheWish } from './cache-wish';

export interface CacheAdded {
  readonly text: string;
  readonly changed: readonly string[];
  readonly declined: readonly { readonly service: string; readonly reason: string }[];
}

export interface FileRefused {
  readonly problem: string;
  readonly line: number;
}

/**
 * A compose file with further entries of `cache_from` and `cache_to`. The text is cut open where they belong and nothing
 * else is touched, byte for byte; the result is parsed again, and must say the old file plus exactly the wishes, or the
 * service is left alone. Pure and total.
 */
export function addCache(text: string, wish: CacheWish): CacheAdded | FileRefused {
  if (nestsTooDeeply(text)) return { problem: 'its brackets nest too deeply', line: 1 };
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined)
    return { problem: error.message.split('\n')[0] ?? '', line: error.linePos?.[0].line ?? 1 };
  let added: CacheAdded = { text, changed: [], declined: [] };
  for (const service of servicesOf(document)) {
    if (wish.service !== undefined && wish.service !== service) continue;
    added = withService(added, service, wish);
  }
  return added;
}

function withService(added: CacheAdded, service: string, wish: CacheWish): CacheAdded {
  const document = parseDocument(added.text, { keepSourceTokens: true, logLevel: 'silent' });
  const edit = cacheEdit(added.text, document, service, wish);
  if (edit === undefined) return added;
  if ('reason' in edit) return { ...added, declined: [...added.declined, { service, reason: edit.reason }] };
  const text = added.text.slice(0, edit.start) + edit.content + added.text.slice(edit.end);
  if (!isAsWished(document.toJS() as unknown, text, service, wish))
    return {
      ...added,
      declined: [...added.declined, { service, reason: 'its build section cannot be edited safely' }],
    };
  return { ...added, text, changed: [...added.changed, service] };
}

function servicesOf(document: Document): readonly string[] {
  const services = document.get('services');
  if (!isMap(services)) return [];
  return services.items.flatMap(({ key }) =>
    isScalar(key) && typeof key.value === 'string' ? [key.value] : [],
  );
}
