/** A part of a pattern of moby/patternmatcher, as its regular expression has it. */
export type PatternPart =
  /** One character; the text is a regular expression for it. */
  | { readonly kind: 'one'; readonly expression: string }
  /** Zero-width: only the start of the path. */
  | { readonly kind: 'start' }
  /** `*`: anything within a name. */
  | { readonly kind: 'name' }
  /** `**` at the end: anything. */
  | { readonly kind: 'anything' }
  /** A double star with a slash behind it: nothing, or anything that ends with a slash. */
  | { readonly kind: 'folders' };

/** Go's `.` stops at line ends only. */
const EXPRESSIONS = {
  one: '',
  start: '^',
  name: '[^/]*',
  anything: '[^\\n]*',
  folders: '(?:[^\\n]*/)?',
} as const satisfies Record<PatternPart['kind'], string>;

/** With more wildcards a regular expression may go back without end: a pattern can come from anybody. */
const MOST_WILDCARDS = 2;
/** V8 refuses to compile very long ones. */
const MOST_PARTS = 500;

/** A test for whole paths. Its time is at most the length of the path times that of the pattern, and a square of the path. */
export function partsMatcher(written: readonly PatternPart[]): (path: string) => boolean {
  // A wildcard that follows its like says nothing more.
  const parts = written.filter(
    ({ kind }, index) => kind === 'one' || kind === 'start' || written[index - 1]?.kind !== kind,
  );
  const wildcards = parts.filter(({ kind }) => kind !== 'one' && kind !== 'start').length;
  if (wildcards > MOST_WILDCARDS || parts.length > MOST_PARTS) return stepwise(parts);
  const expression = new RegExp(`^${parts.map(expressionOf).join('')}$`, 'u');
  return (path) => expression.test(path);
}

function expressionOf(part: PatternPart): string {
  return part.kind === 'one' ? part.expression : EXPRESSIONS[part.kind];
}

/** All ways at once: a state is the part that comes next, or the inside of a `folders`. */
function stepwise(parts: readonly PatternPart[]): (path: string) => boolean {
  const tests = parts.map((part) =>
    part.kind === 'one' ? new RegExp(`^${part.expression}$`, 'u') : undefined,
  );
  const end = parts.length;
  return (path) => {
    let now = new States(parts);
    now.add(0, true);
    for (const character of path) {
      const next = new States(parts);
      for (const state of now.next) {
        const kind = parts[state]?.kind;
        if (kind === 'one' && tests[state]?.test(character) === true) next.add(state + 1, false);
        if (kind === 'name' && character !== '/') next.add(state, false);
        if (kind === 'anything' && character !== '\n') next.add(state, false);
        if (kind === 'folders') next.stay(state, character);
      }
      for (const state of now.inside) next.stay(state, character);
      now = next;
    }
    return now.next.has(end);
  };
}

class States {
  /** Parts that may come next. */
  readonly next = new Set<number>();
  /** `folders` of which something was read that did not end with a slash yet. */
  readonly inside = new Set<number>();

  constructor(private readonly parts: readonly PatternPart[]) {}

  /** With what may stand for nothing. */
  add(state: number, isStart: boolean): void {
    for (let at = state; !this.next.has(at); at += 1) {
      this.next.add(at);
      const kind = this.parts[at]?.kind;
      if (kind === undefined || kind === 'one' || (kind === 'start' && !isStart)) return;
    }
  }

  /** One more character of a `folders`. */
  stay(state: number, character: string): void {
    if (character === '\n') return;
    this.inside.add(state);
    if (character === '/') this.add(state + 1, false);
  }
}
