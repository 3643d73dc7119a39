import { sourceSpan } from './cooked-text';
import type { Heredoc, Instruction } from './syntax';
import type { Word } from './words';

/** What a COPY or ADD copies. */
export interface CopySources {
  /** The paths, URLs and patterns, without heredocs. */
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
  const words: Word[] = instruction.json
    ? instruction.json.map((word) => ({ text: word.value, cooked: { start: 0, end: 0 }, range: word.range }))
    : [...instruction.args.text.matchAll(/\S+/g)].map((match) => {
        const cooked = { start: match.index, end: match.index + match[0].length };
        return { text: match[0], cooked, range: sourceSpan(instruction.args, cooked) };
      });
  const valueOf = (name: string) =>
    instruction.flags.filter((flag) => flag.name === name).map((flag) => flag.value ?? '');
  return {
    sources: words.slice(0, -1).filter((word) => !word.text.startsWith('<<')),
    heredocs: instruction.heredocs,
    destination: words.length > 1 ? words.at(-1) : undefined,
    from: valueOf('from').at(-1),
    excludes: valueOf('exclude'),
  };
}
