import { wrapLine } from './wrap';
import { formatBytes, formatDuration, togetherText } from './duration';
import { percent } from './percent';
import { fit, printable } from '../text/printable';
import type { BuildRecord, StepRecord } from './record';
import { withoutFlags } from './step-name';

export interface SummaryOptions {
  /** Columns of the terminal; infinite where there is none. */
  readonly width: number;
  /** How many steps are listed at most. */
  readonly rows?: number;
  /** Set when the record is that of an earlier build: a cache hit. */
  readonly builtAt?: string;
}

const DEFAULT_ROWS = 5;
/** Steps that took less are not worth a line. */
const NOTEWORTHY_MS = 50;

/** The end of a build in a few lines: the slowest steps, what was cached, and the total. */
export function renderSummary(
  record: BuildRecord,
  { width, rows = DEFAULT_ROWS, builtAt }: SummaryOptions,
): string {
  const slowest = [...record.steps]
    .filter(({ ownMs }) => ownMs >= NOTEWORTHY_MS)
    .sort((a, b) => b.ownMs - a.ownMs)
    .slice(0, rows);
  return [
    ...slowest.map((step) => row(step, record.wallMs, width)),
    ...outsideRow(record, width),
    ...wrapLine(totals(record, builtAt), width),
    ...record.retries.flatMap(({ reason }) => wrapLine(`  built again: ${printable(reason)}`, width)),
    '',
  ].join('\n');
}

/** Less of it goes without saying: every build has some. */
const LOST_MS = 100;
const LOST_SHARE = 0.02;

const TIME_WIDTH = 10;
const SHARE_WIDTH = 6;

function row(step: StepRecord, wallMs: number, width: number): string {
  const time = formatDuration(step.ownMs).padStart(TIME_WIDTH);
  const share = shareText(step.ownMs, wallMs);
  const size = step.bytes === undefined ? '' : `, ${formatBytes(step.bytes)}`;
  const notes = [step.line === undefined ? '' : `line ${step.line}`, step.cached ? 'cached' : ''].filter(
    Boolean,
  );
  const note = notes.length > 0 ? ` (${notes.join(', ')}${size})` : size === '' ? '' : ` (${size.slice(2)})`;
  const room = Math.max(10, width - TIME_WIDTH - SHARE_WIDTH - note.length - 3);
  return `${time}${share.padStart(SHARE_WIDTH)}  ${fit(printable(withoutFlags(collapse(step.name))), room)}${note}`;
}

/** A step that another build had begun, or that worked on several things at once, has no share: it took longer than the build. */
function shareText(ms: number, wallMs: number): string {
  return ms > wallMs ? '' : percent(ms, wallMs);
}

/** What is left of the wall time, where it is enough to be missed. */
function outsideRow({ outside, wallMs }: BuildRecord, width: number): readonly string[] {
  if (outside === undefined) return [];
  const ms = outside.before + outside.between + outside.after;
  if (ms < LOST_MS || ms < LOST_SHARE * wallMs) return [];
  const time = formatDuration(ms).padStart(TIME_WIDTH);
  const share = shareText(ms, wallMs).padStart(SHARE_WIDTH);
  return wrapLine(
    `${time}${share}  in no step: docker and buildx start and end`,
    width,
    TIME_WIDTH + SHARE_WIDTH + 2,
  );
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const VERB = {
  success: 'built',
  failure: 'failed to build',
} as const satisfies Record<BuildRecord['outcome'], string>;

function totals(record: BuildRecord, builtAt: string | undefined): string {
  const { image, outcome, wallMs, totalSteps, cachedSteps, retries } = record;
  const name = image.tags[0] ?? record.project;
  const steps = totalSteps > 0 ? `, ${cachedSteps} of ${totalSteps} steps cached` : '';
  const again = retries.length > 0 ? `, ${retries.length} ${retries.length === 1 ? 'retry' : 'retries'}` : '';
  const when = builtAt === undefined ? '' : ` (${builtAt})`;
  return `${VERB[outcome]} ${name} in ${formatDuration(wallMs)}${togetherText(record)}${steps}${again}${when}`;
}
