import type { ProgressUpdate } from './progress-event';

/** Names of build arguments whose values are not shown. */
const SECRET_NAME = /token|secret|passw|credential|api_?key|private_?key|access_?key|auth/i;
/** A shorter value would blank out harmless text everywhere. */
const SHORTEST_SECRET = 4;
const MASK = '***';

/**
 * The values of build arguments whose names look secret. BuildKit writes them out in the names of steps; they belong
 * into `secrets`, but must not end up in a record for that.
 */
export function secretValues(
  buildArgs: readonly string[],
  environment: (name: string) => string | undefined,
): readonly string[] {
  const values = buildArgs.flatMap((argument) => {
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!SECRET_NAME.test(name)) return [];
    const value = equals < 0 ? environment(name) : argument.slice(equals + 1);
    return value !== undefined && value.length >= SHORTEST_SECRET ? [value] : [];
  });
  return values.sort((a, b) => b.length - a.length);
}

export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

/** The update itself where there is nothing to hide. */
export function maskUpdate(update: ProgressUpdate, secrets: readonly string[]): ProgressUpdate {
  if (secrets.length === 0) return update;
  const mask = (text: string): string => maskText(text, secrets);
  return {
    ...update,
    vertexes: update.vertexes.map((vertex) => ({
      ...vertex,
      name: mask(vertex.name),
      error: vertex.error === undefined ? undefined : mask(vertex.error),
    })),
    logs: update.logs.map((log) => ({ ...log, text: mask(log.text) })),
  };
}
