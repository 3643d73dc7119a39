import { positionOf } from '../dockerfile/position';
import type { Range } from '../dockerfile/syntax';
import { docsPage } from '../text/docs-page';
import type { Finding, Place } from './finding';
import type { RuleOf, RuleText } from './rule';
import type { Suppression } from './suppressions';

/** What is judged, and what is not to be said of it. */
export interface Judged {
  /** As the user knows it; undefined for the machine. */
  readonly file: string | undefined;
  /** What the ranges of findings count in. */
  readonly text: string;
  /** Codes that are not looked for. */
  readonly ignore: readonly string[];
  readonly suppressions: readonly Suppression[];
}

/** What rules find in their facts, rule by rule, without what is suppressed. Pure and total. */
export function findingsOf<Facts>(
  rules: readonly RuleOf<Facts>[],
  facts: Facts,
  { file, text, ignore, suppressions }: Judged,
): readonly Finding[] {
  return rules
    .filter(({ code }) => !ignore.includes(code))
    .flatMap((rule) =>
      rule
        .find(facts)
        .filter(({ range }) => !isSuppressed(suppressions, rule.code, range))
        .map(({ message, range, isFixable = rule.fix !== undefined }) => ({
          ...headOfRule(rule),
          fixable: isFixable,
          message,
          file,
          place: range && placeOf(text, range),
        })),
    );
}

function headOfRule({
  code,
  severity,
  remedy,
}: RuleText): Pick<Finding, 'code' | 'severity' | 'remedy' | 'source' | 'url'> {
  return {
    code,
    severity,
    remedy,
    source: 'nx-docker-cache',
    url: docsPage(`rules/${code}.md`),
  };
}

function isSuppressed(suppressions: readonly Suppression[], code: string, range: Range | undefined): boolean {
  return suppressions.some(
    ({ codes, reason, instruction }) =>
      reason !== '' &&
      codes.includes(code) &&
      range !== undefined &&
      instruction.range.start <= range.start &&
      range.start <= instruction.range.end,
  );
}

function placeOf(text: string, { start, end }: Range): Place {
  return { start: positionOf(text, start), end: positionOf(text, end) };
}

/** In the order of the file. */
export function byPlace(a: Finding, b: Finding): number {
  const [one, other] = [a.place?.start, b.place?.start];
  return (
    (one?.line ?? 0) - (other?.line ?? 0) ||
    (one?.column ?? 0) - (other?.column ?? 0) ||
    a.code.localeCompare(b.code)
  );
}
