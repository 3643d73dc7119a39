import type { CookedText, Range } from '../dockerfile/syntax';
import type { Word } from './word';

/** The constructs around a command, as far as they change when, where or whether it runs. */
export type Nesting =
  | 'condition'
  | 'branch'
  | 'loop'
  | 'function'
  | 'subshell'
  | 'group'
  | 'pipeline'
  | 'background'
  /** `$( )`, backquotes, `<( )`: the command's output becomes text. */
  | 'substitution';

export interface Assignment {
  readonly name: string;
  /** Undefined when it is not certain before the shell runs. */
  readonly value: Word | undefined;
  readonly text: string;
  readonly range: Range;
}

export interface Redirection {
  readonly operator: string;
  readonly target: Word | undefined;
  /** The body of a heredoc, and whether the shell leaves it as it is. */
  readonly body: { readonly content: CookedText; readonly isLiteral: boolean } | undefined;
  readonly range: Range;
}

/** What joins an item of a list to the next one. */
export type Joint = '&&' | '||' | ';' | '&' | 'newline';

/** The items of a `&&`, `||`, `;` or newline list, as one flat row: what stands between two of them is a joint. */
export interface CommandList {
  readonly items: readonly ListItem[];
  /** `joints[i]` stands after `items[i]`; the last item has one only when it runs in the background. */
  readonly joints: readonly Joint[];
}

export interface ListItem {
  /** With a leading `!` or `time`. */
  readonly range: Range;
  /** Set when the item is one simple command and nothing else. */
  readonly command: Command | undefined;
}

/** A simple command. Ranges are offsets into the file. */
export interface Command {
  readonly range: Range;
  /** Assignments in front of the program (`A=1 pip …`), or alone. */
  readonly assignments: readonly Assignment[];
  /** The program first; empty for bare assignments and redirections. */
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  /** From the outside in. */
  readonly nesting: readonly Nesting[];
  /** Its place among its neighbours; undefined inside a pipeline, where it cannot go without the rest. */
  readonly place: { readonly list: CommandList; readonly index: number } | undefined;
}

export interface ScriptProblem {
  readonly message: string;
  /** Offset into the file. */
  readonly offset: number;
}

/** A script as a flat row of its simple commands, in the order in which they are written. */
export interface ScriptReading {
  readonly commands: readonly Command[];
  /** When there are any, the commands are a guess. */
  readonly problems: readonly ScriptProblem[];
}
