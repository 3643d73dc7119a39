import { isMap, isPair, isScalar, type Document, type Pair, type YAMLMap } from 'yaml';
import { textsOf } from '../timing/json';
import type { CacheWish } from './cache-wish';

/** A piece of the text that is replaced. */
export interface CacheEdit {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** Where the wishes for a service go; undefined where there is nothing to add, a reason where they cannot be written. */
export function cacheEdit(
  text: string,
  document: Document,
  service: string,
  wish: CacheWish,
): CacheEdit | { readonly reason: string } | undefined {
  const services = document.get('services');
  const own = isMap(services) ? services.get(service, true) : undefined;
  if (!isMap(own)) return undefined;
  const pair = pairOf(own, 'build');
  if (pair === undefined) return undefined;
  const { value } = pair;
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  if (isScalar(value) && typeof value.value === 'string') return longForm(text, own, pair, wish, end);
  if (!isMap(value)) return { reason: 'its build section is an alias, or comes from elsewhere' };
  if (value.flow === true) return { reason: 'its build section stands on one line, in braces' };
  if (value.items.some(({ key }) => isScalar(key) && key.value === '<<'))
    return { reason: 'its build section is merged from another one' };
  return blockEdit(text, value, wish, end);
}

/** `build: ./api` → a mapping with the context as it was written. */
function longForm(
  text: string,
  service: YAMLMap,
  pair: Pair,
  wish: CacheWish,
  end: string,
): CacheEdit | { readonly reason: string } | undefined {
  const range = isScalar(pair.value) ? pair.value.range : undefined;
  const indent = columnOf(text, service) ?? undefined;
  if (range === undefined || range === null || indent === undefined)
    return { reason: 'its place in the file is not known' };
  const inner = ' '.repeat(indent + 2);
  const lines = [
    ...(wish.cacheFrom.length > 0 ? block('cache_from', wish.cacheFrom, inner) : []),
    ...(wish.cacheTo.length > 0 ? block('cache_to', wish.cacheTo, inner) : []),
  ];
  if (lines.length === 0) return undefined;
  const written = text.slice(range[0], range[1]);
  if (/[\r\n]/.test(written)) return { reason: 'its context stands on several lines' };
  const colon = text.lastIndexOf(':', range[0]);
  const rest = restOfLine(text, range[1]);
  return {
    start: colon + 1,
    end: rest.end,
    content: `${end}${inner}context: ${written}${rest.comment}${end}${lines.join(end)}`,
  };
}

/** Lists that are there get further entries at their end; the others come behind the last key. */
function blockEdit(
  text: string,
  build: YAMLMap,
  wish: CacheWish,
  end: string,
): CacheEdit | { readonly reason: string } | undefined {
  const column = columnOf(text, build);
  if (column === undefined) return { reason: 'its place in the file is not known' };
  const indent = ' '.repeat(column);
  const edits: CacheEdit[] = [];
  for (const [key, values] of [
    ['cache_from', wish.cacheFrom],
    ['cache_to', wish.cacheTo],
  ] as const) {
    const present = build.get(key);
    const known = listOf(present);
    if (known === undefined) return { reason: `its ${key} is no list of texts` };
    const missing = values.filter((value) => !known.includes(value));
    if (missing.length === 0) continue;
    if (present !== undefined) return { reason: `it has another ${key} already` };
    const at = endOfLine(text, contentEnd(text, build));
    edits.push({ start: at, end: at, content: `${end}${block(key, missing, indent).join(end)}` });
  }
  const [first] = edits;
  return first && { ...first, content: edits.map(({ content }) => content).join('') };
}

function block(key: string, values: readonly string[], indent: string): readonly string[] {
  return [`${indent}${key}:`, ...values.map((value) => `${indent}  - ${JSON.stringify(value)}`)];
}

/** Behind the last character of a mapping that is no blank and no comment. */
function contentEnd(text: string, map: YAMLMap): number {
  const last = map.items.at(-1);
  const range = last !== undefined && isPair(last) ? (rangeOf(last.value) ?? rangeOf(last.key)) : undefined;
  const end = range?.[1] ?? map.range?.[1] ?? 0;
  return end - (/\s*$/.exec(text.slice(0, end))?.[0].length ?? 0);
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && range.length === 3
    ? (range as unknown as [number, number, number])
    : undefined;
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** A comment behind a value stays behind it. */
function restOfLine(text: string, at: number): { readonly end: number; readonly comment: string } {
  const end = endOfLine(text, at);
  return { end, comment: text.slice(at, end).trimEnd() };
}

/** How far the keys of a mapping are indented; undefined with anything but blanks in front of the first one. */
function columnOf(text: string, map: YAMLMap): number | undefined {
  const start = rangeOf(map.items[0]?.key)?.[0];
  if (start === undefined) return undefined;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace(/^\uFEFF/, '');
  return /^ *$/.test(line) ? line.length : undefined;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** Undefined for what is no list of texts; what is not there is an empty one. */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  const plain: unknown =
    typeof value === 'object' && value !== null && 'toJSON' in value
      ? (value as { toJSON(): unknown }).toJSON()
      : value;
  if (!Array.isArray(plain)) return undefined;
  const texts = textsOf(plain);
  return texts.length === plain.length ? texts : undefined;
}
