import { printable, printableLines } from '../text/printable';
import { TARGET_OPTIONS, type OptionNames } from './option-names';
import { ERROR_CODES, type ErrorCode } from './codes';

/** The four things a reader of an error needs. `where` is a file (`backend/Dockerfile:3:5`), a project or a target. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  /** What failed, one sentence without a full stop. */
  readonly what: string;
  readonly where?: string;
  /** The reason, as exactly as it is known. */
  readonly why?: string;
  /** What to do next: a command or a change, in the imperative. */
  readonly next: string;
  readonly cause?: unknown;
}

/** Facts that speak of options: they are told by the names that the reader knows. */
export type ToldFacts = (names: OptionNames) => ErrorFacts;

/** An error that is reported to the user as it stands. Everything else that is thrown is a defect of ours. */
export class ProductError extends Error {
  override readonly name = 'ProductError';
  /** With the names of a target's options. */
  readonly facts: ErrorFacts;
  readonly #told: ToldFacts;

  constructor(given: ErrorFacts | ToldFacts) {
    const told = typeof given === 'function' ? given : () => given;
    const facts = told(TARGET_OPTIONS);
    super(renderError(facts), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.facts = facts;
    this.#told = told;
  }

  /** The facts for somebody who writes options otherwise than in a target. */
  factsFor(names: OptionNames): ErrorFacts {
    return this.#told(names);
  }

  get code(): ErrorCode {
    return this.facts.code;
  }

  /** The exit status of a command that ends with this error. */
  get exitCode(): 1 | 2 {
    return ERROR_CODES[this.facts.code];
  }
}

/**
 * The error as it is printed: what and where on the first line, then why, then the next step. Names and reasons may be those
 * of a stranger's files.
 */
export function renderError({ code, what, where, why, next }: ErrorFacts): string {
  const place = where === undefined ? '' : ` (${printable(where)})`;
  const reason = why === undefined ? '' : `\n  why:  ${why}`;
  return printableLines(`${code}: ${what}${place}${reason}\n  next: ${next}`);
}
