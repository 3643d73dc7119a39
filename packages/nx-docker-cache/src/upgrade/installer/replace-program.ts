import type { ToolCall } from '../../recipes/tool-call';
import { removalProblem, type ScriptChange } from '../script-change';
import { refuse, type Refusal } from './refusal';

/** The words of a call of `pip install` that change when another program takes over. */
export type ReplacedProgram =
  { readonly kind: 'replaced'; readonly changes: readonly ScriptChange[] } | Refusal;

/** Puts a program in the place of pip (`python -m pip` is one too), and words behind `install`. */
export function replaceProgram(
  { invocation, arguments: words }: ToolCall,
  program: string,
  added: readonly string[],
): ReplacedProgram {
  const problem = removalProblem(invocation);
  if (problem !== undefined) return refuse(problem);
  const { command } = invocation;
  const written = invocation.words.map(({ text }) => text).join(' ');
  if (invocation.runsAs !== 'caller') return refuse('runs-as-other-user', written);
  const install = words.find(({ value }) => value === 'install');
  const start = words[0] ?? install;
  const [first, ...rest] =
    start === undefined ? [] : invocation.words.slice(0, invocation.words.indexOf(start));
  if (first === undefined || install === undefined) return refuse('python-unknown', written);
  return {
    kind: 'replaced',
    changes: [
      { kind: 'replacement', command, range: first.range, text: program },
      ...rest.map(({ range }): ScriptChange => ({ kind: 'word', command, range })),
      ...(added.length === 0
        ? []
        : [{ kind: 'insertion', command, range: install.range, text: added.join(' ') } as const]),
    ],
  };
}
