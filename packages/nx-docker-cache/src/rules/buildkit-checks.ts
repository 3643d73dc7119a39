import { isObject, listOf, numberOf } from '../timing/json';
import type { Finding, Place } from './finding';
import type { RuleCode, Severity } from './rule';

/**
 * How BuildKit's checks are judged here (https://docs.docker.com/reference/build-checks). It calls all of them warnings;
 * those that neither fail a build nor change its result are notes, as is a check that is not known yet.
 */
const SEVERITIES: Readonly<Record<string, Severity>> = {
  CopyIgnoredFile: 'warning',
  DuplicateStageName: 'warning',
  InvalidBaseImagePlatform: 'warning',
  InvalidDefaultArgInFrom: 'warning',
  MultipleInstructionsDisallowed: 'warning',
  NoEmptyContinuation: 'warning',
  ReservedStageName: 'warning',
  SecretsUsedInArgOrEnv: 'warning',
  UndefinedArgInFrom: 'warning',
  UndefinedVar: 'warning',
};

/** Checks that say what a rule of ours says of the same line: ours has a page and a remedy for caching. */
const SAME: Readonly<Record<string, RuleCode>> = { SecretsUsedInArgOrEnv: 'NDC013' };

export interface BuildkitChecks {
  /** As the user knows it. */
  readonly file: string;
  readonly text: string;
  /** Codes and names of checks that are not looked for. */
  readonly ignore: readonly string[];
  /** What the rules of this product find in the file. */
  readonly own: readonly Finding[];
}

/** What `docker buildx build --call=check,format=json` printed, as findings; none where it is no such output. Total. */
export function buildkitFindings(output: string, checks: BuildkitChecks): readonly Finding[] {
  return warningsOf(output)
    .flatMap((warning) => findingOf(warning, checks))
    .filter(
      ({ code, place }) =>
        !checks.ignore.includes(code) &&
        !checks.own.some((own) => own.code === SAME[code] && own.place?.start.line === place?.start.line),
    );
}

/** Whether a name could be one of BuildKit's checks: which ones there are depends on the engine. */
export function isBuildkitCheck(name: string): boolean {
  return /^(?!NDC)[A-Z][A-Za-z]*[a-z]$/.test(name);
}

function warningsOf(output: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(output);
    return isObject(value) ? listOf(value['warnings']) : [];
  } catch {
    return [];
  }
}

function findingOf(warning: unknown, { file, text }: BuildkitChecks): Finding[] {
  if (!isObject(warning)) return [];
  const { ruleName, description, detail, url } = warning;
  if (typeof ruleName !== 'string') return [];
  return [
    {
      code: ruleName,
      severity: SEVERITIES[ruleName] ?? 'info',
      message: textOf(detail) ?? textOf(description) ?? 'BuildKit does not say what is wrong',
      remedy: undefined,
      file,
      place: placeOf(warning['location'], text),
      fixable: false,
      source: 'buildkit',
      url: textOf(url),
    },
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** BuildKit tells lines only. */
function placeOf(location: unknown, text: string): Place | undefined {
  const ranges =
    isObject(location) && Array.isArray(location['ranges']) ? (location['ranges'] as unknown[]) : [];
  const [first] = ranges;
  if (!isObject(first)) return undefined;
  const [start, end] = [lineOf(first['start']), lineOf(first['end'])];
  if (start === undefined) return undefined;
  const last = Math.max(start, end ?? start);
  const length = text.split('\n')[last - 1]?.length ?? 0;
  return { start: { line: start, column: 1 }, end: { line: last, column: length + 1 } };
}

function lineOf(position: unknown): number | undefined {
  const line = isObject(position) ? numberOf(position['line']) : undefined;
  return line !== undefined && line >= 1 ? line : undefined;
}
