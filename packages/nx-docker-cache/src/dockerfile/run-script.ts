import type { CookedText, Heredoc, Instruction, JsonWord } from './syntax';

/** What a RUN runs. */
export type RunScript =
  /** The shell form. `heredocs` are redirected into commands of the text. */
  | { readonly kind: 'shell'; readonly text: CookedText; readonly heredocs: readonly Heredoc[] }
  /** A RUN that is only `<<EOF`: the body is the script, of the shell or of the interpreter that its `#!` line names. */
  | {
      readonly kind: 'heredoc';
      readonly text: CookedText;
      readonly heredoc: Heredoc;
      readonly interpreter: string | undefined;
    }
  | { readonly kind: 'exec'; readonly words: readonly JsonWord[] };

/** The script of a RUN; undefined for every other instruction. */
export function runScript(instruction: Instruction): RunScript | undefined {
  if (instruction.name !== 'RUN') return undefined;
  if (instruction.json !== undefined) return { kind: 'exec', words: instruction.json };
  const [heredoc] = instruction.heredocs;
  if (heredoc !== undefined && /^\d*<<-?\s*[^<\s]+$/.test(instruction.args.text)) {
    const text: CookedText = {
      text: heredoc.content,
      segments: [{ cooked: 0, source: heredoc.body.start, length: heredoc.content.length }],
    };
    return { kind: 'heredoc', text, heredoc, interpreter: /^#!\s*(.*)/.exec(heredoc.content)?.[1] };
  }
  return { kind: 'shell', text: instruction.args, heredocs: instruction.heredocs };
}
