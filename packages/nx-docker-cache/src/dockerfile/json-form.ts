import { skipSpace } from './blanks';

/** An element of a JSON array, offsets of it with its quotes. */
export interface JsonElement {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * How BuildKit reads arguments that may be in JSON form. What is no JSON array is in shell form; an array with anything
 * but strings in it is refused.
 */
export type JsonForm =
  | { readonly kind: 'strings'; readonly elements: readonly JsonElement[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly message: string };

const NONE: JsonForm = { kind: 'none' };
const NOT_STRINGS: JsonForm = {
  kind: 'refused',
  message: 'when using JSON array syntax, arrays must be comprised of strings only',
};

/** Go's decoder refuses deeper nesting, which makes the arguments shell form. */
const GO_MAX_NESTING = 10_000;

const JSON_STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const JSON_BLANKS = /[ \t\n\r]*/y;

/** Reads the JSON form from `from` on (`parseJSON` of BuildKit's `parser/line_parsers.go`). */
export function readJsonForm(text: string, from = 0): JsonForm {
  const start = skipSpace(text, from);
  if (text.charAt(start) !== '[') return NONE;
  const elements = readStrings(text, start);
  if (elements !== undefined) return { kind: 'strings', elements };
  return isArrayForGo(text.slice(start)) ? NOT_STRINGS : NONE;
}

/** The elements when the text from `start` on is an array of strings and nothing else. */
function readStrings(text: string, start: number): JsonElement[] | undefined {
  const elements: JsonElement[] = [];
  let at = skipBlanks(text, start + 1);
  if (text.charAt(at) === ']') return skipBlanks(text, at + 1) === text.length ? elements : undefined;
  for (;;) {
    JSON_STRING.lastIndex = at;
    const literal = JSON_STRING.exec(text)?.[0];
    if (literal === undefined) return undefined;
    elements.push({ value: stringValue(literal), start: at, end: at + literal.length });
    at = skipBlanks(text, at + literal.length);
    const separator = text.charAt(at);
    at = skipBlanks(text, at + 1);
    if (separator === ']') return at === text.length ? elements : undefined;
    if (separator !== ',') return undefined;
  }
}

function skipBlanks(text: string, at: number): number {
  JSON_BLANKS.lastIndex = at;
  return at + (JSON_BLANKS.exec(text)?.[0].length ?? 0);
}

/** Go puts U+FFFD for half a surrogate pair. */
function stringValue(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return String(value).replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Whether Go decodes the text: it refuses numbers that are too large, and very deep nesting, which JavaScript does not. */
function isArrayForGo(text: string): boolean {
  let level: unknown[];
  try {
    level = [JSON.parse(text)];
  } catch {
    return false;
  }
  for (let depth = 0; level.length > 0; depth += 1) {
    const containers = level.filter((value): value is object => typeof value === 'object' && value !== null);
    if (depth === GO_MAX_NESTING && containers.length > 0) return false;
    if (level.some((value) => value === Infinity || value === -Infinity)) return false;
    level = containers.flatMap((container): unknown[] => Object.values(container));
  }
  return true;
}
