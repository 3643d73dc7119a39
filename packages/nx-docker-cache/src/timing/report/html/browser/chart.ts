/** Draws the durations of runs or builds, and reads single points out: by the pointer and by the arrow keys. */
interface Point {
  /** Milliseconds since the epoch. */
  readonly moment: number;
  readonly ms: number;
  readonly cached: number;
  readonly total: number;
}

interface ChartData {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly series: readonly {
    readonly name: string;
    readonly noun: 'run' | 'build';
    /** Four numbers a point, see sections/trend.ts. */
    readonly points: readonly number[];
  }[];
}

const HEIGHT = 260;
const LEFT = 60;
const TOP = 12;
const BOTTOM = 24;
const RIGHT = 8;
/** How many points around each make its median. */
const AROUND = 9;
/** From here on dots are smaller. */
const MANY = 200;
const SVG = 'http://www.w3.org/2000/svg';

const holder = document.querySelector('#chart-data');
const place = document.querySelector<HTMLElement>('#chart-place');
const select = document.querySelector<HTMLSelectElement>('#chart-series');
const readout = document.querySelector('#chart-readout');

const element = (name: string, facts: Readonly<Record<string, string | number>>, text = ''): SVGElement => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(facts)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
};

const duration = (ms: number): string => {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
};

/** The scale has at most five parts, of so many seconds. */
const PARTS = 5;
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];

const niceStep = (most: number): number =>
  1000 * (STEPS.find((seconds) => most / (seconds * 1000) <= PARTS) ?? most / 1000 / PARTS);

const medians = (points: readonly Point[]): readonly number[] =>
  points.map((_, index) => {
    const from = Math.max(0, Math.min(points.length - AROUND, index - (AROUND - 1) / 2));
    const around = points.slice(from, from + AROUND).map(({ ms }) => ms);
    return around.sort((a, b) => a - b)[Math.floor(around.length / 2)] ?? 0;
  });

const pointsOf = (numbers: readonly number[], from: number): readonly Point[] => {
  let moment = from;
  return Array.from({ length: numbers.length / 4 }, (_, index) => {
    const [minutes = 0, tenths = 0, cached = 0, total = 0] = numbers.slice(4 * index, 4 * index + 4);
    moment += minutes * 60_000;
    return { moment, ms: tenths * 100, cached, total };
  });
};

interface Series {
  readonly noun: 'run' | 'build';
  readonly points: readonly Point[];
}

/** Where points lie in a drawing of this width. */
interface Geometry {
  readonly width: number;
  readonly top: number;
  readonly x: (index: number) => number;
  readonly y: (ms: number) => number;
}

const geometryOf = (points: readonly Point[], clientWidth: number): Geometry => {
  const width = Math.max(200, clientWidth);
  const top = Math.max(1, ...points.map(({ ms }) => ms));
  return {
    width,
    top,
    x: (index) => LEFT + (points.length < 2 ? 0.5 : index / (points.length - 1)) * (width - LEFT - RIGHT),
    y: (ms) => HEIGHT - BOTTOM - (ms / top) * (HEIGHT - BOTTOM - TOP),
  };
};

const axes = (points: readonly Point[], { width, top, y }: Geometry): SVGElement[] => {
  const step = niceStep(top);
  const levels = Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
  const day = (point: Point | undefined, x: number, anchor: string): SVGElement =>
    element(
      'text',
      { x, y: HEIGHT - 6, 'text-anchor': anchor },
      new Date(point?.moment ?? 0).toLocaleDateString('en-GB', { dateStyle: 'medium' }),
    );
  const label = (ms: number): string =>
    ms === 0 ? '0' : duration(ms).replace('.0 s', ' s').replace(' 00 s', '');
  return [
    ...levels.flatMap((ms) => [
      element('line', { class: 'axis', x1: LEFT, x2: width - RIGHT, y1: y(ms), y2: y(ms) }),
      element('text', { x: LEFT - 8, y: y(ms) + 4, 'text-anchor': 'end' }, label(ms)),
    ]),
    day(points[0], LEFT, 'start'),
    day(points.at(-1), width - RIGHT, 'end'),
  ];
};

const drawing = (points: readonly Point[], geometry: Geometry): SVGElement => {
  const { x, y } = geometry;
  const at = (ms: number, index: number): string => `${x(index).toFixed(1)} ${y(ms).toFixed(1)}`;
  const svg = element('svg', { 'aria-hidden': 'true', class: points.length > MANY ? 'many' : '' });
  svg.append(
    ...axes(points, geometry),
    element('path', { class: 'dots', d: points.map(({ ms }, index) => `M${at(ms, index)}h0`).join('') }),
    element('path', { class: 'median', d: `M${medians(points).map(at).join('L')}` }),
  );
  return svg;
};

const cursor = (points: readonly Point[], marked: number, { x, y }: Geometry): SVGElement[] => {
  const point = points[marked];
  if (point === undefined) return [];
  return [
    element('line', { class: 'cursor', x1: x(marked), x2: x(marked), y1: TOP, y2: HEIGHT - BOTTOM }),
    element('circle', { class: 'marked', cx: x(marked), cy: y(point.ms), r: 4 }),
  ];
};

const sentence = ({ noun, points }: Series, marked: number): string => {
  const point = points[marked];
  if (point === undefined) return `${points.length} ${noun}s. Point at one, or use the arrow keys.`;
  const { moment, ms, cached, total } = point;
  const when = new Date(moment).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return `${when}: ${duration(ms)}, ${cached} of ${total} ${noun === 'run' ? 'tasks were hits' : 'steps cached'}`;
};

/** Where a key leads to: from no point at all to the last one, or from one to the next. */
const KEYS: Readonly<Record<string, (marked: number, count: number) => number>> = {
  ArrowLeft: (marked, count) => Math.max(0, (marked < 0 ? count : marked) - 1),
  ArrowDown: (marked, count) => Math.max(0, (marked < 0 ? count : marked) - 1),
  ArrowRight: (marked) => marked + 1,
  ArrowUp: (marked) => marked + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
  Escape: () => -1,
};

const start = ({ from, series }: ChartData, ground: HTMLElement, choice: HTMLSelectElement): void => {
  const all = series.map(({ noun, points }): Series => ({ noun, points: pointsOf(points, from) }));
  const current = (): Series => all[Number(choice.value)] ?? { noun: 'run', points: [] };
  const geometry = (): Geometry => geometryOf(current().points, ground.clientWidth);
  let marked = -1;
  const mark = (index: number): void => {
    const { points } = current();
    marked = Math.max(-1, Math.min(points.length - 1, index));
    for (const old of ground.querySelectorAll('.cursor, .marked')) old.remove();
    ground.querySelector('svg')?.append(...cursor(points, marked, geometry()));
    const text = sentence(current(), marked);
    if (readout !== null) readout.textContent = text;
    ground.setAttribute('aria-valuemax', String(points.length));
    ground.setAttribute('aria-valuenow', String(marked + 1));
    ground.setAttribute('aria-valuetext', text);
  };
  const draw = (): void => {
    ground.replaceChildren(drawing(current().points, geometry()));
    mark(marked);
  };
  ground.addEventListener('pointermove', ({ clientX }) => {
    const inside = clientX - ground.getBoundingClientRect().left - LEFT;
    const share = inside / (geometry().width - LEFT - RIGHT);
    mark(Math.max(0, Math.round(share * (current().points.length - 1))));
  });
  ground.addEventListener('keydown', (event) => {
    const move = KEYS[event.key];
    if (move === undefined) return;
    event.preventDefault();
    mark(move(marked, current().points.length));
  });
  choice.addEventListener('change', () => {
    marked = -1;
    draw();
  });
  document.querySelector('#chart')?.removeAttribute('hidden');
  new ResizeObserver(draw).observe(ground);
  draw();
};

if (holder !== null && place !== null && select !== null)
  start(JSON.parse(holder.textContent) as ChartData, place, select);
