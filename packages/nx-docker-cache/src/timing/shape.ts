import { isObject } from './json';

/** What a value read from JSON must look like for code to rely on it. Fields that are not named may be anything. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly optional: Shape }
  | { readonly list: Shape }
  /** An object with any names. */
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> }
  /** Objects that tell by `kind` what else they hold. */
  | { readonly kinds: Readonly<Record<string, Readonly<Record<string, Shape>>>> };

export function hasShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return typeof value === shape;
  if ('optional' in shape) return value === undefined || hasShape(value, shape.optional);
  if ('list' in shape) return Array.isArray(value) && value.every((item) => hasShape(item, shape.list));
  if (!isObject(value)) return false;
  if ('map' in shape) return Object.values(value).every((item) => hasShape(item, shape.map));
  if ('fields' in shape) return hasFields(value, shape.fields);
  const { kind } = value;
  const fields = typeof kind === 'string' && Object.hasOwn(shape.kinds, kind) ? shape.kinds[kind] : undefined;
  return fields !== undefined && hasFields(value, fields);
}

/** A loop without lists of its own: histories hold thousands of builds, each with dozens of steps. */
function hasFields(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Shape>>,
): boolean {
  for (const name in fields) {
    const shape = fields[name];
    if (shape !== undefined && !hasShape(value[name], shape)) return false;
  }
  return true;
}
