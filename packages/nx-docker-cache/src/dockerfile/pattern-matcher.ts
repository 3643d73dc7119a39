import type { PatternToken } from './pattern-tokens';
import type { Range } from './syntax';

/** A star, and how far the text it stands for may still reach. */
interface Choice {
  readonly star: number;
  readonly from: number;
  readonly lineEnd: number;
  /** Every end from here on has failed before. */
  readonly limit: number;
  end: number;
}

/**
 * Matches a shell pattern as Go's regular expressions do: leftmost, and of several ends the one that the first stars
 * prefer (the longest when greedy). A star that failed once never tries the same ends again, so that the time is
 * bounded by the pattern times the text.
 */
export class PatternMatcher {
  readonly #failedStars = new Map<number, Range>();
  #line: Range = { start: 0, end: -1 };

  constructor(
    readonly tokens: readonly PatternToken[],
    readonly characters: readonly string[],
    readonly greedy: boolean,
  ) {}

  /** The first match that starts at `from` or later. */
  search(from: number): Range | undefined {
    for (let start = from; start <= this.characters.length; start += 1) {
      const end = this.matchAt(start);
      if (end !== undefined) return { start, end };
    }
    return undefined;
  }

  /** The end of the match that starts at `start`. */
  matchAt(start: number): number | undefined {
    const choices: Choice[] = [];
    let token = 0;
    let at: number | undefined = start;
    while (at === undefined || token < this.tokens.length) {
      if (at === undefined) {
        const choice = this.#nextChoice(choices);
        if (choice === undefined) return undefined;
        token = choice.star + 1;
        at = choice.end;
      } else if (this.tokens[token]?.kind === 'star') {
        choices.push(this.#choice(token, at));
        at = undefined;
      } else {
        at = this.#afterOne(token, at);
        token += 1;
      }
    }
    return at;
  }

  /** Behind the one character that the token stands for; undefined when it stands for another. */
  #afterOne(token: number, at: number): number | undefined {
    const wanted = this.tokens[token];
    const character = this.characters[at];
    if (character === undefined || wanted === undefined) return undefined;
    const matches = wanted.kind === 'character' ? character === wanted.character : character !== '\n';
    return matches ? at + 1 : undefined;
  }

  #choice(star: number, from: number): Choice {
    const lineEnd = this.#lineEndFrom(from);
    const failed = this.#failedStars.get(star);
    const limit =
      failed !== undefined && from <= failed.end && failed.end === lineEnd ? failed.start : lineEnd + 1;
    return { star, from, lineEnd, limit, end: this.greedy ? limit : from - 1 };
  }

  /** A star stays within its line. The line last asked for is remembered. */
  #lineEndFrom(from: number): number {
    if (from < this.#line.start || from > this.#line.end) {
      const lineFeed = this.characters.indexOf('\n', from);
      this.#line = { start: from, end: lineFeed === -1 ? this.characters.length : lineFeed };
    }
    return this.#line.end;
  }

  /** The last star that can still end elsewhere, moved there. */
  #nextChoice(choices: Choice[]): Choice | undefined {
    for (let choice = choices.at(-1); choice !== undefined; choice = choices.at(-1)) {
      choice.end += this.greedy ? -1 : 1;
      if (choice.end >= choice.from && choice.end < choice.limit) return choice;
      this.#failedStars.set(choice.star, { start: Math.min(choice.from, choice.limit), end: choice.lineEnd });
      choices.pop();
    }
    return undefined;
  }
}
