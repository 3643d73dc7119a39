import { isRecord } from '../io/json';
import type { Look, Question, Stamps } from '../io/noted-reader';

/**
 * Looks as they are kept in a file: one list for each of their parts, not one for each look. A workspace has thousands, which
 * are read and compared in each run of Nx, and most of that time would go into small objects.
 */
export interface LookColumns {
  readonly paths: readonly string[];
  /** A letter for each (`LETTERS`). */
  readonly questions: string;
  /** A word, or how many of the numbers are the stamp. */
  readonly answers: readonly (string | number)[];
  /** Of all stamps, one after the other. */
  readonly numbers: readonly number[];
}

/** Looks as they are read again, by their places. */
export interface KeptLooks {
  /** Whether the file system says the same still. */
  readonly holds: (place: number) => boolean;
  /** The same object each time. */
  readonly at: (place: number) => Look;
}

const LETTERS = { what: 'w', all: 'a', links: 'l' } as const satisfies Record<Question, string>;
const QUESTIONS = new Map<string | undefined, Question>([
  [LETTERS.what, 'what'],
  [LETTERS.all, 'all'],
  [LETTERS.links, 'links'],
]);

export function lookColumns(looks: readonly Look[]): LookColumns {
  return {
    paths: looks.map(([path]) => path),
    questions: looks.map(([, question]) => LETTERS[question]).join(''),
    answers: looks.map(([, , answer]) => (typeof answer === 'string' ? answer : answer.length)),
    numbers: looks.flatMap(([, , answer]) => (typeof answer === 'string' ? [] : answer)),
  };
}

export function isLookColumns(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['questions'] === 'string' &&
    ['paths', 'answers', 'numbers'].every((column) => Array.isArray(value[column]))
  );
}

/** All are compared with the file system at once. */
export function keptLooks(columns: LookColumns, stamps: Stamps): KeptLooks {
  const { paths, questions, answers, numbers } = columns;
  const starts: number[] = [];
  const held: boolean[] = [];
  const made: Look[] = [];
  const questionAt = (place: number): Question => QUESTIONS.get(questions[place]) ?? 'all';
  let start = 0;
  for (let place = 0; place < paths.length; place++) {
    const answer = answers[place] ?? 0;
    const path = paths[place] ?? '';
    starts.push(start);
    if (typeof answer === 'string') held.push(stamps.holds([path, questionAt(place), answer]));
    else {
      held.push(stamps.areNumbersOf(path, numbers, start, answer));
      start += answer;
    }
  }
  const make = (place: number): Look => {
    const answer = answers[place] ?? 0;
    const from = starts[place] ?? 0;
    const told = typeof answer === 'string' ? answer : numbers.slice(from, from + answer);
    return [paths[place] ?? '', questionAt(place), told];
  };
  return { holds: (place) => held[place] === true, at: (place) => (made[place] ??= make(place)) };
}
