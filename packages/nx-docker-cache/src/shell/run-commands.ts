import { runScript, type RunScript } from '../dockerfile/run-script';
import type { CookedText, Heredoc, Instruction, JsonWord, Range, Segment } from '../dockerfile/syntax';
import type { Command } from './command';
import type { Invocation } from './invocation';
import { invocationsOf } from './invocations';
import { readScript } from './read-script';
import type { Word } from './word';
import { SHELLS } from './wrappers';

/** Why the commands of a RUN are not known. */
export type UnreadableReason = 'shell-not-posix' | 'script-unreadable' | 'heredoc-interpreter';

/** What a RUN runs, in the order in which it is written; or why it is not known. */
export type RunCommands =
  | { readonly ok: true; readonly invocations: readonly Invocation[] }
  | { readonly ok: false; readonly reason: UnreadableReason; readonly detail: string };

/**
 * Reads a RUN, in the shell that is in force for it (the words of SHELL; undefined for the default of a Linux image).
 * Returns undefined for every other instruction.
 */
export function runCommands(
  instruction: Instruction,
  shell: readonly string[] | undefined,
): RunCommands | undefined {
  const script = runScript(instruction);
  if (script === undefined) return undefined;
  if (script.kind === 'exec') return { ok: true, invocations: invocationsOf([execCommand(script.words)]) };
  if (shell !== undefined && !isPosixShell(shell))
    return { ok: false, reason: 'shell-not-posix', detail: shell.join(' ') };
  if (
    script.kind === 'heredoc' &&
    script.interpreter !== undefined &&
    !isPosixShell(script.interpreter.split(/\s+/))
  ) {
    return { ok: false, reason: 'heredoc-interpreter', detail: script.interpreter };
  }
  const { commands, problems } = readScript(textOf(script));
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, reason: 'script-unreadable', detail: problem.message };
  return { ok: true, invocations: invocationsOf(commands) };
}

/**
 * Whether these words start a POSIX shell, perhaps through something else that runs it (`conda run -n x /bin/bash -c`,
 * `/usr/bin/env bash`).
 */
function isPosixShell(words: readonly string[]): boolean {
  return words.some((word) => SHELLS.has(word.slice(word.lastIndexOf('/') + 1)));
}

/** What the shell receives: BuildKit puts the bodies of heredocs that are redirected below the text. */
function textOf(script: Exclude<RunScript, { kind: 'exec' }>): CookedText {
  if (script.kind === 'heredoc') return script.text;
  return script.heredocs.reduce(appendHeredoc, script.text);
}

function appendHeredoc(script: CookedText, { content, body, name }: Heredoc): CookedText {
  const segments: Segment[] = [
    { cooked: script.text.length, source: body.start - 1, length: 1 },
    { cooked: script.text.length + 1, source: body.start, length: content.length },
    { cooked: script.text.length + 1 + content.length, source: body.end, length: name.length + 1 },
  ];
  return { text: `${script.text}\n${content}${name}\n`, segments: [...script.segments, ...segments] };
}

function execCommand(elements: readonly JsonWord[]): Command {
  const words = elements.map(({ value, range }): Word => ({
    text: value,
    parts: [{ kind: 'text', text: value }],
    value,
    range,
    content: contentOf(value, range),
  }));
  const range = { start: words[0]?.range.start ?? 0, end: words.at(-1)?.range.end ?? 0 };
  return { range, assignments: [], words, redirections: [], nesting: [], place: undefined };
}

/** JSON escapes and continuations make a string longer than what it stands for. */
function contentOf(value: string, { start, end }: Range): CookedText | undefined {
  if (end - start !== value.length + 2) return undefined;
  return { text: value, segments: [{ cooked: 0, source: start + 1, length: value.length }] };
}
