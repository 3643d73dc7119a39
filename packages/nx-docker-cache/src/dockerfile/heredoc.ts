import type { InstructionContent, Refusal } from './read-instruction';
import type { Line, LineReader } from './lines';
import { lex } from './lex';
import type { Heredoc } from './syntax';

/** A heredoc as its word announces it. */
export type HeredocWord = Omit<Heredoc, 'content' | 'body'>;

const TAKES_HEREDOCS: readonly string[] = ['ADD', 'COPY', 'RUN'];

/** `reHeredoc` of BuildKit's `parser/parser.go`, with Go's `\s`. */
const HEREDOC_WORD = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;

/** The heredocs that an instruction announces, in the order of their bodies (`heredocsFromLine`). */
export function heredocWords(content: InstructionContent): HeredocWord[] | Refusal {
  const { name, json } = content.trigger ?? content;
  const { text } = content.original;
  if (!text.includes('<<') || !TAKES_HEREDOCS.includes(name) || json !== undefined) return [];
  const line = lex(text, { rawQuotes: true, rawEscapes: true, keepUnset: true });
  if (line.kind === 'invalid') return [];
  const words: HeredocWord[] = [];
  for (const text of line.words) {
    const word = heredocWord(text);
    if (word !== undefined && 'refused' in word) return word;
    if (word !== undefined) words.push(word);
  }
  return words;
}

/** Reads a word such as `<<EOF` or `3<<-"END"`; undefined when it announces no heredoc (`heredocFromMatch`). */
export function heredocWord(word: string): HeredocWord | Refusal | undefined {
  const [, digits = '', dash, delimiter = ''] = HEREDOC_WORD.exec(word) ?? [];
  if (delimiter === '') return undefined;
  const plain = lex(delimiter, { keepUnset: true });
  const raw = lex(delimiter, { keepUnset: true, rawQuotes: true });
  if (plain.kind === 'invalid') return { refused: plain.message };
  const [name] = plain.words;
  if (name === undefined || plain.words.length > 1) return undefined;
  return {
    name,
    chomp: dash === '-',
    expand: raw.kind === 'lexed' && countQuotes(name) === countQuotes(raw.words[0] ?? ''),
    fileDescriptor: Number(digits),
  };
}

function countQuotes(text: string): number {
  return text.split(/['"]/).length - 1;
}

/** The body of a heredoc, and the line of its terminator. */
export interface HeredocBody {
  readonly heredoc: Heredoc;
  readonly terminator: Line;
}

/** Reads lines up to the terminator; undefined when there is none. */
export function readHeredocBody(lines: LineReader, word: HeredocWord): HeredocBody | undefined {
  let start: number | undefined;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    start ??= line.start;
    if (terminates(lines.text, line, word)) {
      const body = { start, end: line.start };
      return {
        heredoc: { ...word, content: lines.text.slice(body.start, body.end), body },
        terminator: line,
      };
    }
  }
  return undefined;
}

function terminates(text: string, { start, end }: Line, { name, chomp }: HeredocWord): boolean {
  let at = start;
  while (chomp && at < end && text.charAt(at) === '\t') at += 1;
  return end - at === name.length && text.startsWith(name, at);
}
