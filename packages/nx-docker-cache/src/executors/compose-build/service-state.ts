import { isObject } from '../../timing/json';

/** What is remembered of the last build of a service. */
export interface ServiceState {
  readonly digest: string;
  /** All ids by which an engine may call the image that was built. */
  readonly ids: readonly string[];
}

/** As JSON.parse gave it; undefined for anything else. */
export function readServiceState(value: unknown): ServiceState | undefined {
  if (!isObject(value)) return undefined;
  const { digest, ids } = value;
  if (typeof digest !== 'string' || !Array.isArray(ids)) return undefined;
  const known = (ids as readonly unknown[]).filter((id) => typeof id === 'string');
  return known.length === ids.length ? { digest, ids: known } : undefined;
}

/**
 * Whether the image that the engine holds is the one that the present sources were built to. Whatever is not known means
 * that it is built.
 * @param held the id under which the engine holds each reference of the service; undefined for one that it does not
 */
export function isUnchanged(
  state: ServiceState | undefined,
  digest: string | undefined,
  held: readonly (string | undefined)[],
): boolean {
  if (state === undefined || digest === undefined || state.digest !== digest || held.length === 0)
    return false;
  return held.every((id) => id !== undefined && state.ids.includes(id));
}
