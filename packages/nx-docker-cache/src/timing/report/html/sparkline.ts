import { formatDuration } from '../../duration';
import { html, type Markup } from './markup';

/** A longer history is drawn as the medians of so many stretches of it. */
const MOST_POINTS = 48;
/** In half pixels, so that whole numbers are fine enough. */
const WIDTH = 240;
const HEIGHT = 48;
const INSET = 6;

/** Durations in their order as a small line, from 0 to the longest. */
export function sparkline(times: readonly number[]): Markup {
  if (times.length < 2) return html``;
  const shown = thinned(times, MOST_POINTS);
  const top = Math.max(...shown, 1);
  const points = shown.map((ms, index): Place => ({
    x: Math.round(INSET + (index / (shown.length - 1)) * (WIDTH - 2 * INSET)),
    y: Math.round(HEIGHT - INSET - (ms / top) * (HEIGHT - 2 * INSET)),
  }));
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${spoken(times)}">
    <path d="${line(points)}" />
    <path class="end" d="M${x} ${y}h0" />
  </svg>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Each point relative to the one before: pages hold many of these lines. */
function line(points: readonly Place[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      return before === undefined ? `M${x} ${y}l` : `${x - before.x} ${y - before.y}`;
    })
    .join(' ')
    .replace(/ -/g, '-');
}

function spoken(times: readonly number[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)].map(formatDuration);
  return `${times.length} builds from ${least ?? ''} to ${most ?? ''}, the last one ${formatDuration(times.at(-1) ?? 0)}`;
}

/** The middle value of each of so many stretches. */
export function thinned(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => {
    const [from, to] = [index, index + 1].map((each) => Math.round((each * values.length) / most));
    const stretch = values.slice(from, to).sort((a, b) => a - b);
    return stretch[Math.floor(stretch.length / 2)] ?? 0;
  });
}
