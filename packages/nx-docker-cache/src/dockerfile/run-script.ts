import { heredocWord } from './heredoc';
import type { CookedText, Heredoc, Instruction, JsonWord, Segment } from './syntax';

/** What a RUN runs. */
export type RunScript =
  /** The shell form. `heredocs` are redirected into commands of the text. */
  | { readonly kind: 'shell'; readonly text: CookedText; readonly heredocs: readonly Heredoc[] }
  /** A RUN that is only `<<EOF`: the body is the script, of the shell or of the interpreter that its `#!` line names. */
  | {
      readonly kind: 'heredoc';
      readonly text: CookedText;
      readonly heredoc: Heredoc;
      /** What follows `#!`; undefined when the shell of the stage runs the script. */
      readonly interpreter: string | undefined;
    }
  | { readonly kind: 'exec'; readonly words: readonly JsonWord[] };

/** The script of a RUN; undefined for every other instruction (`dispatchRun` in BuildKit's `dockerfile2llb/convert.go`). */
export function runScript(instruction: Instruction): RunScript | undefined {
  if (instruction.name !== 'RUN') return undefined;
  const { json, heredocs, args } = instruction;
  if (json !== undefined) return { kind: 'exec', words: json };
  const [heredoc] = heredocs;
  if (heredoc === undefined || !isHeredocOnly(args)) return { kind: 'shell', text: args, heredocs };
  const text = heredocText(heredoc);
  return { kind: 'heredoc', text, heredoc, interpreter: interpreterOf(text.text) };
}

function isHeredocOnly({ text }: CookedText): boolean {
  const word = heredocWord(text);
  return word !== undefined && !('refused' in word);
}

function interpreterOf(script: string): string | undefined {
  return script.startsWith('#!') ? script.slice(2).split('\n', 1)[0]?.trim() : undefined;
}

/** The body of a heredoc as it is used: with `<<-` the tabs in front of every line are gone. */
export function heredocText({ content, chomp, body }: Heredoc): CookedText {
  if (!chomp) return { text: content, segments: [{ cooked: 0, source: body.start, length: content.length }] };
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let cooked = 0;
  for (let at = 0; at < content.length;) {
    const lineFeed = content.indexOf('\n', at);
    const end = lineFeed === -1 ? content.length : lineFeed + 1;
    while (content.charAt(at) === '\t') at += 1;
    pieces.push(content.slice(at, end));
    segments.push({ cooked, source: body.start + at, length: end - at });
    cooked += end - at;
    at = end;
  }
  if (segments.length === 0) segments.push({ cooked: 0, source: body.start, length: 0 });
  return { text: pieces.join(''), segments };
}
