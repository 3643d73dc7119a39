import { html, type Markup } from './markup';

/** A stretch on a line from 0 to `total`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** A class of page.css: what the stretch stands for. */
  readonly look: 'ran' | 'cached' | 'failed' | 'critical' | 'hit';
}

/** What is shorter could not be seen. */
const LEAST_PERCENT = 0.4;

/** Stretches drawn on one line, later ones over earlier ones. For the eye only: the numbers stand beside it. */
export function bars(stretches: readonly Stretch[], total: number): Markup {
  const drawn = stretches.map(({ start, end, look }) => {
    const width = Math.max(LEAST_PERCENT, share(end - start, total));
    const x = Math.min(100 - LEAST_PERCENT, share(start, total));
    return html`<rect class="${look}" x="${x}%" width="${round(width)}%" />`;
  });
  return html`<svg class="bars" aria-hidden="true">${drawn}</svg>`;
}

/** A part of 0 to 100 %, as a line that is filled so far. */
export function meter(part: number, whole: number): Markup {
  return html`<svg class="meter" aria-hidden="true">
    <rect class="rest" width="100%" />
    <rect class="part" width="${share(part, whole)}%" />
  </svg>`;
}

export function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : round(Math.min(100, Math.max(0, (100 * part) / whole)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Moments for a scale from 0: at most `most` steps of 1, 2 or 5 times a power of ten (and of minutes from there on). */
export function ticks(total: number, most = 6): readonly number[] {
  const step = STEPS.find((each) => total / each <= most) ?? total;
  if (step <= 0) return [0];
  return Array.from({ length: Math.floor(total / step) + 1 }, (_, index) => index * step);
}

/** Milliseconds: from a tenth of a second to twelve hours. */
const STEPS: readonly number[] = [
  ...[100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000],
  ...[1, 2, 5, 10, 20, 30, 60, 120, 240, 720].map((minutes) => minutes * 60_000),
];
