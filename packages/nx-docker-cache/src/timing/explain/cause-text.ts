import type { Cause, CauseKind, EntryChange, FileChange } from '../cause';
import { printable } from '../../text/printable';
import type { StepRecord } from '../record';

export interface CauseTextOptions {
  /** All that is known, over several lines; otherwise one line. */
  readonly isFull: boolean;
}

/** What a cause is told with: its own step, and those that it may name. */
export type NamedStep = Pick<StepRecord, 'digest' | 'line'>;

interface Place {
  readonly step: Pick<NamedStep, 'line'>;
  readonly steps: readonly NamedStep[];
  readonly isFull: boolean;
}

/** A cause in words. The first line says it, the others give details. */
export function causeText(
  cause: Cause,
  step: Pick<NamedStep, 'line'>,
  steps: readonly NamedStep[],
  { isFull }: CauseTextOptions,
): readonly string[] {
  // The table holds for each kind a function of just that kind.
  const text = TEXTS[cause.kind] as (cause: Cause, place: Place) => readonly string[];
  return text(cause, { step, steps, isFull });
}

type Texts = {
  readonly [Kind in CauseKind]: (cause: Extract<Cause, { kind: Kind }>, place: Place) => readonly string[];
};

const TEXTS: Texts = {
  'file-changed': ({ files, more }, { isFull }) =>
    isFull ? allFiles(files, more) : [`${firstFile(files)}${others(files.length - 1 + more)}`],
  'instruction-changed': (cause, { step, isFull }) => [
    instructionChange(cause, step),
    ...(isFull ? [detail('was', cause.before), detail('is', cause.after)].filter((line) => line !== '') : []),
  ],
  'argument-changed': ({ names }) => [
    `${plural(names, 'build argument')} ${names.map(shown).join(', ')} changed`,
  ],
  'option-changed': ({ names }) => [`${plural(names, 'option')} ${names.map(optionName).join(', ')} changed`],
  'base-image-moved': ({ image, before, after }) => [
    `${shown(image)} is another image now (${shortDigest(before)} → ${shortDigest(after)})`,
  ],
  'step-above-ran': ({ step: digest }, { steps }) => [
    `${stepAbove(steps.find((each) => each.digest === digest))} ran`,
  ],
  'first-build-here': () => ['first build of this target here'],
  'not-in-last-build': () => ['the last build did not finish it, or did not need it'],
  'builder-changed': ({ before }) => [`the last build was on another builder (${shown(before)})`],
  evicted: () => ['nothing changed, but the cache no longer had it'],
  'no-cache-asked': () => ['the build was asked not to use the cache'],
  unknown: ({ why }) => [`unknown: ${shown(why)}`],
};

function stepAbove(step: NamedStep | undefined): string {
  return step?.line === undefined ? 'a step above' : `the step of line ${step.line}`;
}

const CHANGE = { edited: 'changed', added: 'is new', removed: 'was removed' } as const;

function instructionChange(
  { change, instruction, line }: Extract<Cause, { kind: 'instruction-changed' }>,
  step: Pick<NamedStep, 'line'>,
): string {
  const isOwn = line !== undefined && line === step.line;
  const place = line === undefined ? '' : ` of line ${line}`;
  return `${isOwn ? 'its instruction' : `the ${shown(instruction)}${place}`} ${CHANGE[change]}`;
}

const WHAT = {
  added: 'is new',
  removed: 'is gone',
  content: 'changed',
  mode: 'has other permissions',
} as const;

function allFiles(files: readonly FileChange[], more: number): readonly string[] {
  const lines = files.flatMap((file) => [
    fileText(file),
    ...(file.entries?.changes ?? []).map((entry) => `  ${entryText(entry)}`),
    ...moreLine(file.entries?.more ?? 0, '  '),
  ]);
  return [...lines, ...moreLine(more, '')];
}

function moreLine(more: number, indent: string): readonly string[] {
  return more > 0 ? [`${indent}and ${more} more`] : [];
}

const SHOWN_ENTRIES = 3;

function firstFile(files: readonly FileChange[]): string {
  // A file that says what changed in it tells more than the first by name.
  const file = files.find(({ entries }) => entries !== undefined) ?? files[0];
  if (file === undefined) return 'a file changed';
  const changes = file.entries?.changes ?? [];
  const shownEntries = changes.slice(0, SHOWN_ENTRIES).map(entryText);
  const rest = changes.length - shownEntries.length + (file.entries?.more ?? 0);
  const details = [...shownEntries, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  return `${fileText(file)}${details === '' ? '' : ` (${details})`}`;
}

function fileText({ path, change }: FileChange): string {
  return `${path === '' ? 'the build context' : shown(path)} ${WHAT[change]}`;
}

function entryText({ name, before, after }: EntryChange): string {
  if (before === undefined) return `+${shown(name)} ${shown(after ?? '')}`;
  if (after === undefined) return `-${shown(name)} ${shown(before)}`;
  return `${shown(name)} ${shown(before)} → ${shown(after)}`;
}

function others(number: number): string {
  if (number <= 0) return '';
  return number === 1 ? ', and one more file' : `, and ${number} more files`;
}

const OPTION_NAMES: Readonly<Record<string, string>> = {
  layerAge: 'noCache (of an earlier build)',
};

function optionName(name: string): string {
  return OPTION_NAMES[name] ?? shown(name);
}

function plural(names: readonly string[], noun: string): string {
  return names.length === 1 ? noun : `${noun}s`;
}

function shortDigest(digest: string | undefined): string {
  return digest === undefined ? 'unknown' : shown(digest.replace(/^sha256:/, '').slice(0, 12));
}

function detail(word: string, text: string | undefined): string {
  return text === undefined ? '' : `${word.padEnd(3)} ${shown(text)}`;
}

function shown(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}
