import type { CookedText } from '../dockerfile/syntax';
import type { Command } from './command';
import { programName, seeThrough, type Invocation, type Surroundings } from './invocation';
import { plainScript } from './plain-script';
import { readScript } from './read-script';
import type { Word, WordPart } from './word';
import { SHELLS } from './wrappers';

const OUTERMOST: Surroundings = { environment: [], runsAs: 'caller', isExact: true };

/**
 * Everything that the commands of a script run: each command with its wrappers taken off, followed by what stands in
 * the script that it hands to a shell (`bash -c "…"`, `su app -c "…"`, `eval "…"`, `bash <<EOF`).
 */
export function invocationsOf(commands: readonly Command[], outer: Surroundings = OUTERMOST): Invocation[] {
  return commands.flatMap((command) => {
    const invocation = seeThrough(command, outer);
    const nested = nestedScript(invocation);
    if (nested === undefined) return [invocation];
    return [{ ...invocation, script: nested.word }, ...openNested(invocation, nested)];
  });
}

interface NestedScript {
  /** Undefined for a heredoc. */
  readonly word: Word | undefined;
  readonly text: CookedText;
  readonly isExact: boolean;
}

function openNested(outer: Invocation, { text, isExact }: NestedScript): Invocation[] {
  const { commands, problems } = readScript(text);
  const runsAs = programName(outer.words[0]) === 'su' ? 'other' : outer.runsAs;
  return invocationsOf(commands, {
    environment: outer.environment,
    runsAs,
    isExact: outer.isExact && isExact && problems.length === 0,
  });
}

function nestedScript({ words, command }: Invocation): NestedScript | undefined {
  const name = programName(words[0]) ?? '';
  const rest = words.slice(1);
  if (name === 'eval') return rest[0] && scriptOf(rest[0], rest.length === 1);
  if (!SHELLS.has(name) && name !== 'su') return undefined;
  const option = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text) || text === '--command');
  const word = rest[option + 1];
  if (option !== -1) return word && scriptOf(word, true);
  const body = command.redirections.find((redirection) => redirection.body !== undefined)?.body;
  const readsInput = name !== 'su' && rest.every(({ text }) => text.startsWith('-'));
  return body === undefined || !readsInput
    ? undefined
    : { word: undefined, text: body.content, isExact: body.isLiteral };
}

function scriptOf(word: Word, isWhole: boolean): NestedScript {
  if (word.content !== undefined) return { word, text: word.content, isExact: isWhole };
  return { word, text: plainScript(word.parts.map(asWritten).join('')), isExact: false };
}

function asWritten(part: WordPart): string {
  switch (part.kind) {
    case 'text':
    case 'glob':
    case 'unknown':
      return part.text;
    case 'variable':
      return `$${part.name}`;
    case 'home':
      return `~${part.user ?? ''}`;
  }
}
