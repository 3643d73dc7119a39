import { columns } from '../../text/columns';
import { count } from '../../text/count';
import { printable } from '../../text/printable';
import { formatBytes, formatDuration } from '../../timing/duration';
import { wrapLine } from '../../timing/wrap';
import type { Skip, SkipKind } from './plan-carry';
import type { CarryReport, LeftLayers } from './report';

const WORDS = {
  save: { done: 'saved', planned: 'save', into: 'to' },
  restore: { done: 'restored', planned: 'restore', into: 'from' },
} as const;

/** What was carried and what was not, for people. */
export function renderCarry(report: CarryReport, width: number): string {
  const { action, dryRun, carried, skipped, failed, left } = report;
  const words = WORDS[action];
  const rows = [
    ...carried.map(({ id, tool, bytes, files, seconds }) => [
      dryRun ? words.planned : words.done,
      id,
      tool ?? '',
      bytes === undefined ? 'unknown size' : formatBytes(bytes),
      [
        ...(files === undefined ? [] : [count(files, 'file')]),
        ...(seconds === undefined ? [] : [formatDuration(seconds * 1000)]),
      ].join(', '),
    ]),
    ...skipped.map((each) => ['skipped', each.id, '', sizeOf(each), skipText(each.reason)]),
    ...failed.map(({ id, why }) => ['failed', id, '', '', why]),
  ];
  return [...columns(rows, [3]), summary(report), ...(left === undefined ? [] : leftText(left))]
    .flatMap((line) => wrapLine(printable(line), width))
    .map((line) => `${line}\n`)
    .join('');
}

function summary({ action, dryRun, carried, bytes, seconds, folder }: CarryReport): string {
  const { done, planned, into } = WORDS[action];
  if (carried.length === 0) return `nothing ${dryRun ? `to ${planned}` : done}`;
  const what = `${count(carried.length, 'mount')}, ${formatBytes(bytes)}`;
  if (dryRun) return `would ${planned} ${what} ${into} ${folder}`;
  return `${done} ${what} ${into} ${folder}${seconds === undefined ? '' : ` in ${formatDuration(seconds * 1000)}`}`;
}

function leftText({ bytes, removed }: LeftLayers): string[] {
  if (bytes < WORTH_SAYING) return [];
  return [
    removed
      ? `the copies in the builder are removed: ${formatBytes(bytes)}`
      : `the builder holds ${formatBytes(bytes)} of layers more than before: its garbage collector takes them when it needs the room`,
  ];
}

const WORTH_SAYING = 1e6;

function sizeOf({ bytes }: Skip): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}

const SKIP_TEXTS: Readonly<Record<SkipKind, string>> = {
  'name-unknown': 'its id, target or owner holds a variable that only the build knows',
  'name-unusual': 'its id or target has characters that are not copied',
  'has-content': 'it begins with the content of an image or a stage (from)',
  'no-base': 'no image is known that its RUN begins with',
  absent: 'the builder does not hold it',
  empty: 'it is empty',
  'in-use': 'a build is using it',
  'too-large': 'left out for --max-size',
  'not-declared': 'no Dockerfile names it any more, or not with this uid, gid and mode',
  'not-archived': 'the archive does not hold it',
  'other-platform': 'it was saved on another platform',
  warm: 'the mount holds as much already',
};

export function skipText(reason: SkipKind): string {
  return SKIP_TEXTS[reason];
}
