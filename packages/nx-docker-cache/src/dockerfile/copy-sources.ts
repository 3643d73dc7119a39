import { sourceSpan } from './cooked-text';
import { heredocWord } from './heredoc';
import { readJsonForm } from './json-form';
import type { CookedText, Heredoc, Instruction } from './syntax';
import { blankSeparatedWords, type Word } from './words';

/** What a COPY or ADD copies. */
export interface CopySources {
  /** The paths, URLs and patterns, without heredocs. As written: variables are not expanded. */
  readonly sources: readonly Word[];
  readonly heredocs: readonly Heredoc[];
  /** Undefined when the instruction has fewer than two words, which BuildKit refuses. */
  readonly destination: Word | undefined;
  /** The value of `--from`: a stage, a stage's index, a named context or an image, and never the local context. */
  readonly from: string | undefined;
  /** The values of `--exclude`. */
  readonly excludes: readonly string[];
}

/** The words of a COPY or ADD; undefined for every other instruction. */
export function copySources(instruction: Instruction): CopySources | undefined {
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return undefined;
  const words =
    instruction.json === undefined ? blankSeparatedWords(instruction.args) : jsonWords(instruction.args);
  const valuesOf = (name: string) =>
    instruction.flags.filter((flag) => flag.name === name).map((flag) => flag.value ?? '');
  return {
    sources: words.slice(0, -1).filter((word) => !announcesHeredoc(word)),
    heredocs: instruction.heredocs,
    destination: words.length > 1 ? words.at(-1) : undefined,
    from: valuesOf('from')[0],
    excludes: valuesOf('exclude'),
  };
}

/** The text of a word in JSON form is its value; its ranges hold the quotes. */
function jsonWords(args: CookedText): Word[] {
  const form = readJsonForm(args.text);
  if (form.kind !== 'strings') return [];
  return form.elements.map(({ value, start, end }) => {
    const cooked = { start, end };
    return { text: value, cooked, range: sourceSpan(args, cooked) };
  });
}

function announcesHeredoc({ text }: Word): boolean {
  const heredoc = heredocWord(text);
  return heredoc !== undefined && !('refused' in heredoc);
}
