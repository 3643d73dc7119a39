import type { Stage } from '../dockerfile/stages';
import type { ProgressUpdate } from './progress-event';

/** Names of build arguments whose values are not shown. */
const SECRET_WORDS = 'token|secret|passw|credential|api_?key|private_?key|access_?key|auth(?!ors?\\b)';
const SECRET_NAME = new RegExp(SECRET_WORDS, 'i');
/** A shorter value would blank out harmless text everywhere. */
const SHORTEST_SECRET = 4;
const SHORTEST_LINE = 8;
const MASK = '***';

/**
 * The values of variables whose names look secret: of build arguments, and what the Dockerfile itself sets. BuildKit
 * writes them out in the names of steps; they belong into `secrets`, but must not end up in a record for that.
 */
export function secretValues(
  variables: readonly (readonly [name: string, value: string])[],
): readonly string[] {
  const values = variables
    .filter(([name]) => hidesSecret(name))
    .flatMap(([, value]) => [value, ...linesOf(value)]);
  const hidden = values.filter(({ length }) => length >= SHORTEST_SECRET);
  return [...new Set(hidden)].sort((a, b) => b.length - a.length);
}

/** Whether what stands behind this name is to be hidden. */
export function hidesSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** What ENV and ARG set, as far as it is known, in whatever stage. */
export function writtenVariables(
  stages: readonly Stage[],
): readonly (readonly [name: string, value: string])[] {
  return stages
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ scope }) => scope.variables())
    .flatMap(({ name, value }): [string, string][] => (value.kind === 'known' ? [[name, value.value]] : []));
}

/** A log comes line by line. */
function linesOf(value: string): readonly string[] {
  return value.includes('\n') ? value.split(/\r?\n/).filter(({ length }) => length >= SHORTEST_LINE) : [];
}

export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

const SECRET_NAMED = `[\\w.-]*(?:${SECRET_WORDS})[\\w.-]*`;
/** A word, or all between quotes. A variable (`$TOKEN`) gives nothing away and stays. */
const VALUE = `(?:"(?!\\$)[^"\\n]*"|'(?!\\$)[^'\\n]*'|(?![-$"'<>|&])[^\\s"'&|;,)]+)`;

/** Values that are written out behind a name that looks secret. */
const WRITTEN_SECRETS: readonly (readonly [RegExp, string])[] = [
  // ENV API_TOKEN=…, --password=…
  [new RegExp(`((?<![\\w.])${SECRET_NAMED}=)${VALUE}`, 'gi'), `$1${MASK}`],
  // --password …
  [new RegExp(`(\\s--?${SECRET_NAMED}[ \\t]+)${VALUE}`, 'gi'), `$1${MASK}`],
  // ["login", "--password", "…"]
  [new RegExp(`("--?${SECRET_NAMED}",[ \\t]*)"(?!\\$)[^"\\n]*"`, 'gi'), `$1"${MASK}"`],
  // ENV API_TOKEN …
  [new RegExp(`^(ENV[ \\t]+${SECRET_NAMED}[ \\t]+)(?!\\$).+`, 'i'), `$1${MASK}`],
  // Authorization: Bearer …
  [
    new RegExp(`(${SECRET_NAMED}:[ \\t]*(?:Bearer[ \\t]+|Basic[ \\t]+)?)(?![$/\\s])[^\\s"']+`, 'gi'),
    `$1${MASK}`,
  ],
  // https://user:password@host
  [/(\b[a-z][a-z\d+.-]*:\/\/)(?!\$)[^\s/@"']+@/gi, `$1${MASK}@`],
];
/** What one of the expressions above needs to match: most instructions have none of it. */
const MAY_HOLD_SECRET = new RegExp(`${SECRET_WORDS}|://[^\\s/]*@`, 'i');

/** The text of an instruction without the values in it that look secret. */
export function maskInstruction(text: string): string {
  if (!MAY_HOLD_SECRET.test(text)) return text;
  return WRITTEN_SECRETS.reduce((masked, [pattern, shown]) => masked.replace(pattern, shown), text);
}

/** The update itself where there is nothing to hide. */
export function maskUpdate(update: ProgressUpdate, secrets: readonly string[]): ProgressUpdate {
  if (secrets.length === 0 && update.vertexes.length === 0) return update;
  const mask = (text: string): string => maskText(text, secrets);
  const maskAll = (text: string): string => maskInstruction(mask(text));
  return {
    ...update,
    vertexes: update.vertexes.map((vertex) => ({
      ...vertex,
      name: maskAll(vertex.name),
      error: vertex.error === undefined ? undefined : maskAll(vertex.error),
    })),
    ...(secrets.length > 0 && {
      statuses: update.statuses.map((status) => ({ ...status, id: mask(status.id) })),
      logs: update.logs.map((log) => ({ ...log, text: mask(log.text) })),
      warnings: update.warnings.map((warning) => ({ ...warning, short: mask(warning.short) })),
    }),
  };
}
