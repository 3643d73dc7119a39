import { count } from '../../text/count';
import { groupBy } from '../../collections/group-by';
import { wrapLine } from '../wrap';
import { countsAsStep } from '../build-record';
import type { CacheUse } from '../cache-use/cache-use';
import { useText, useWarnings } from '../cache-use/use-text';
import { fit, printable } from '../../text/printable';
import type { BuildRecord, StepRecord } from '../record';
import { withoutFlags } from '../step-name';
import { causeText } from './cause-text';

export interface ReasonsOptions {
  /** Columns of the terminal; infinite where there is none. */
  readonly width: number;
}

const MOST_REASONS = 2;
const INDENT = '     ';
/** Where a reason goes on that is longer than a line. */
const FURTHER_IN = INDENT.length + 4;

/**
 * Why steps ran, and what the cache mounts brought, in at most five texts: for the end of a build. Empty when all was
 * cached.
 */
export function renderReasons(record: BuildRecord, { width }: ReasonsOptions): string {
  const groups = reasonGroups(record);
  const shown = groups.slice(0, MOST_REASONS).map(({ steps, text }) => `${stepNames(steps)}: ${text}`);
  const hidden = groups.slice(MOST_REASONS).reduce((sum, { steps }) => sum + steps.length, 0);
  const rest = [
    hidden > 0 ? `${count(hidden, 'other step')} for other reasons` : '',
    below(record, shown.length > 0),
  ].filter(Boolean);
  const lines = [...shown, ...(rest.length > 0 ? [rest.join(', ')] : [])];
  const caches = useLines(usesOf(record)).filter(
    (_, index, { length }) => index === 0 || index === length - 1,
  );
  return [...withHead('why', lines), ...withHead('cache', caches)]
    .flatMap((line) => wrapLine(line, width, FURTHER_IN))
    .map((line) => `${line}\n`)
    .join('');
}

interface ReasonGroup {
  readonly text: string;
  readonly steps: readonly StepRecord[];
}

/** Steps that ran for a reason of their own, those with the same one together. */
function reasonGroups(record: BuildRecord): readonly ReasonGroup[] {
  const reasons = inOrder(record.steps).flatMap((step) => {
    const cause = step.explanation?.cause;
    if (cause === undefined || cause.kind === 'step-above-ran') return [];
    const [text = ''] = causeText(cause, step, record.steps, { isFull: false });
    return [{ text, step }];
  });
  return [...groupBy(reasons, ({ text }) => text)].map(([text, own]) => ({
    text,
    steps: own.map(({ step }) => step),
  }));
}

function below({ steps }: BuildRecord, hasReasons: boolean): string {
  const followed = steps.filter(({ explanation }) => explanation?.cause.kind === 'step-above-ran').length;
  if (followed === 0) return '';
  return `${count(followed, hasReasons ? 'more step' : 'step')} because of steps above`;
}

function stepNames(steps: readonly StepRecord[]): string {
  const [first, ...more] = steps;
  if (first === undefined) return '';
  return more.length === 0 ? stepName(first) : `${stepName(first)} and ${count(more.length, 'more step')}`;
}

/** `COPY . . (line 5)`, or BuildKit's name where the line is not known. */
function stepName({ key, name, line }: StepRecord): string {
  const text = withoutFlags(printable((key?.instruction.text ?? name).replace(/\s+/g, ' ').trim()));
  return line === undefined ? fit(text, 60) : `${fit(text, 50)} (line ${line})`;
}

function usesOf({ steps }: BuildRecord): readonly CacheUse[] {
  return inOrder(steps).flatMap(({ cacheUse }) => cacheUse ?? []);
}

/** The warnings first. */
function useLines(uses: readonly CacheUse[]): readonly string[] {
  const text = useText(uses);
  const warnings = useWarnings(uses).map((warning) => `warning: ${printable(warning)}`);
  return [...warnings, ...(text === '' ? [] : [text])];
}

/** As they stand in the Dockerfile; those without a line by the time they began. */
function inOrder(steps: readonly StepRecord[]): readonly StepRecord[] {
  const start = ({ intervals }: StepRecord): number => intervals[0]?.start ?? 0;
  return steps
    .filter(countsAsStep)
    .sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || start(a) - start(b) || 0);
}

function withHead(head: string, lines: readonly string[]): readonly string[] {
  return lines.map(
    (line, index) => (index === 0 ? `${head}:`.padEnd(INDENT.length + 2) : INDENT.padEnd(7)) + line,
  );
}
