import type { Stage } from '../dockerfile/stages';
import type { ProgressUpdate } from './progress-event';

/** What names have whose values are not shown: of build arguments, of variables, of options, of headers. */
const SECRET_WORDS = [
  'token|secret|passw|passphrase|sshpass|credential',
  '(?:api|private|access)[_-]?key',
  'auth(?!ors?\\b)',
  // DB_PASS, MYSQL_PWD, GITHUB_PAT; not PWD, PATH, COMPASS
  '(?<=[_-])(?:pass|pwd|pat)(?![a-z\\d])',
].join('|');
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
  const values = variables.flatMap(([name, value]) =>
    hidesSecret(name) ? [value, ...linesOf(value)] : passwordsOf(value),
  );
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

/** `https://user:password@index.example/simple`, whatever the variable is called. */
function passwordsOf(value: string): readonly string[] {
  return [...value.matchAll(/:\/\/[^\s/:@]*:([^\s/]+)@/g)].map(([, password = '']) => password);
}

/** A log comes line by line. */
function linesOf(value: string): readonly string[] {
  return value.includes('\n') ? value.split(/\r?\n/).filter(({ length }) => length >= SHORTEST_LINE) : [];
}

export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

/** The characters of names. */
const NAME = '[\\w.-]';
/**
 * A whole name that looks secret, begun where one begins. That it has such a word is looked up ahead: tried from every
 * character and for every end, a name of 20,000 would take minutes.
 */
const HAS_SECRET_WORD = `(?=${NAME}*(?:${SECRET_WORDS}))`;
const SECRET_NAMED = `(?<!${NAME})${HAS_SECRET_WORD}${NAME}+`;
const SECRET_OPTION = `(?=-)${HAS_SECRET_WORD}${NAME}+`;
/** A word, or all between quotes. A variable (`$TOKEN`) gives nothing away and stays. */
const VALUE = `(?:"(?!\\$)[^"\\n]*"|'(?!\\$)[^'\\n]*'|(?![-$"'<>|&])[^\\s"'&|;,)]+)`;
/** Before the user and the password of curl and the like; users and groups of a system are numbers or have no such option. */
const USER_OPTION = `\\s(?:-u|--user|--proxy-user)[ =]?["']?[^\\s:"'$]+:`;
/** All up to the last `@`, which a password may hold as well, unless it is variables alone (`$USER:$PASSWORD`). */
const URL_USER = /(:\/\/)(?!(?:\$\{?\w+\}?:?)+@)[^\s/"']+@/g;

/** Values that are written out behind a name that looks secret. */
const WRITTEN_SECRETS: readonly (readonly [RegExp, string])[] = [
  // ENV API_TOKEN=…, --password=…
  [new RegExp(`(${SECRET_NAMED}=)${VALUE}`, 'gi'), `$1${MASK}`],
  // --password …
  [new RegExp(`(\\s${SECRET_OPTION}[ \\t]+)${VALUE}`, 'gi'), `$1${MASK}`],
  // ["login", "--password", "…"]
  [new RegExp(`("${SECRET_OPTION}",[ \\t]*)"(?!\\$)[^"\\n]*"`, 'gi'), `$1"${MASK}"`],
  // ENV API_TOKEN …
  [new RegExp(`^(ENV[ \\t]+${SECRET_NAMED}[ \\t]+)(?!\\$).+`, 'i'), `$1${MASK}`],
  // Authorization: Bearer …
  [
    new RegExp(`(${SECRET_NAMED}:[ \\t]*(?:Bearer[ \\t]+|Basic[ \\t]+)?)(?![$/\\s])[^\\s"']+`, 'gi'),
    `$1${MASK}`,
  ],
  // .netrc: machine … login … password …
  [/(\blogin[ \t]+\S+[ \t]+password[ \t]+)(?!\$)[^\s"']+/gi, `$1${MASK}`],
  // curl -u user:password
  [new RegExp(`(${USER_OPTION})(?!\\$|\\d+(?!\\S))[^\\s"']+`, 'g'), `$1${MASK}`],
  // https://user:password@host
  [URL_USER, `$1${MASK}@`],
];
/** What one of the expressions above needs to match: most instructions have none of it. */
const MAY_HOLD_SECRET = new RegExp(`${SECRET_WORDS}|://[^\\s/]*@|${USER_OPTION}`, 'i');

/** The text of an instruction without the values in it that look secret. */
export function maskInstruction(text: string): string {
  if (!MAY_HOLD_SECRET.test(text)) return text;
  return WRITTEN_SECRETS.reduce((masked, [pattern, shown]) => masked.replace(pattern, shown), text);
}

/** A line that is no progress, such as buildx's own errors, which repeat what was run. */
export function maskLine(line: string, secrets: readonly string[]): string {
  return maskInstruction(maskText(line, secrets));
}

/** What a step prints: tools show the addresses that they ask, and git also with the password in them. */
function maskLog(text: string): string {
  return text.includes('://') && text.includes('@') ? text.replace(URL_USER, `$1${MASK}@`) : text;
}

/** The update itself where there is nothing to hide. */
export function maskUpdate(update: ProgressUpdate, secrets: readonly string[]): ProgressUpdate {
  const logs = update.logs.map((log) => ({ ...log, text: maskLog(maskText(log.text, secrets)) }));
  const hidesInLogs = logs.some(({ text }, index) => text !== update.logs[index]?.text);
  if (secrets.length === 0 && update.vertexes.length === 0 && !hidesInLogs) return update;
  const mask = (text: string): string => maskText(text, secrets);
  const maskAll = (text: string): string => maskLine(text, secrets);
  return {
    ...update,
    vertexes: update.vertexes.map((vertex) => ({
      ...vertex,
      name: maskAll(vertex.name),
      error: vertex.error === undefined ? undefined : maskAll(vertex.error),
    })),
    ...(hidesInLogs && { logs }),
    ...(secrets.length > 0 && {
      statuses: update.statuses.map((status) => ({ ...status, id: mask(status.id) })),
      warnings: update.warnings.map((warning) => ({ ...warning, short: mask(warning.short) })),
    }),
  };
}
