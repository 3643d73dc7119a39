import type { Word } from '../shell/word';

/** The words after a program, as `getopt` would sort them. */
export interface CommandOptions {
  readonly values: ReadonlyMap<string, Word>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly Word[];
}

/** Sorts words by a list of the options that take a value. `-mu 1000` is `-m -u 1000`, `--uid=1000` is `--uid 1000`. */
export function readOptions(words: readonly Word[], valueOptions: readonly string[]): CommandOptions {
  const values = new Map<string, Word>();
  const flags = new Set<string>();
  const operands: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (word === undefined) break;
    const [, long] = /^(--[\w-]+)=/.exec(word.text) ?? [];
    const name = long ?? lastOption(word.text);
    if (!word.text.startsWith('-')) operands.push(word);
    else if (long !== undefined) values.set(long, withoutPrefix(word, long.length + 1));
    else if (valueOptions.includes(name) && next !== undefined) {
      values.set(name, next);
      at += 1;
    }
    if (long === undefined && word.text.startsWith('-'))
      for (const flag of flagsIn(word.text)) flags.add(flag);
  }
  return { values, flags, operands };
}

/** The value of the first of several spellings that is given. */
export function optionValue({ values }: CommandOptions, names: readonly string[]): Word | undefined {
  return names.map((name) => values.get(name)).find((word) => word !== undefined);
}

export function hasFlag({ flags }: CommandOptions, names: readonly string[]): boolean {
  return names.some((name) => flags.has(name));
}

/** Of letters in one word the last one may take the next word. */
function lastOption(text: string): string {
  return text.startsWith('--') ? text : `-${text.at(-1) ?? ''}`;
}

function flagsIn(text: string): string[] {
  return text.startsWith('--') ? [text] : (text.slice(1).match(/\w/g) ?? []).map((letter) => `-${letter}`);
}

function withoutPrefix(word: Word, length: number): Word {
  const [first, ...rest] = word.parts;
  const parts = first?.kind === 'text' ? [{ ...first, text: first.text.slice(length) }, ...rest] : word.parts;
  return {
    text: word.text.slice(length),
    parts: parts.filter((part) => part.kind !== 'text' || part.text !== ''),
    value: word.value?.slice(length),
    range: { start: word.range.start + length, end: word.range.end },
    content: undefined,
  };
}
