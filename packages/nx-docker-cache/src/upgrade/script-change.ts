import type { Range } from '../dockerfile/syntax';
import type { Command } from '../shell/command';
import type { Invocation } from '../shell/invocation';
import type { DeclineReason } from './reasons';

/** Something that has to go from the script of a RUN. */
export type Removal =
  /** A word or an assignment of a command that stays. */
  | { readonly kind: 'word'; readonly command: Command; readonly range: Range }
  /** A simple command as a whole. */
  | { readonly kind: 'command'; readonly command: Command };

/** Words that a command needs: in the place of one of its words, or behind one. `text` holds them with blanks between. */
export type Addition =
  | { readonly kind: 'replacement'; readonly command: Command; readonly range: Range; readonly text: string }
  | { readonly kind: 'insertion'; readonly command: Command; readonly range: Range; readonly text: string };

/** What is done to the script of a RUN. */
export type ScriptChange = Removal | Addition;

export function isRemoval(change: ScriptChange): change is Removal {
  return change.kind === 'word' || change.kind === 'command';
}

/** Removals that a rule asks for, or why it has to decline. */
export type Removals =
  | { readonly ok: true; readonly removals: readonly Removal[] }
  | { readonly ok: false; readonly reason: DeclineReason; readonly detail: string };

export type RemovalProblem = 'nested-quoting' | 'inside-substitution';

/** Why nothing can be changed in this command, undefined when it can. */
export function removalProblem({ command, isExact }: Invocation): RemovalProblem | undefined {
  if (!isExact) return 'nested-quoting';
  return command.nesting.includes('substitution') ? 'inside-substitution' : undefined;
}
