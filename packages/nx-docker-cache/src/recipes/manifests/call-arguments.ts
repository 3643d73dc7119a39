import type { CallWord } from '../manifests';

export interface CallOption {
  /** With its dashes, without a value. */
  readonly name: string;
  /** Of options that take one, and of those that are written with an equals sign. */
  readonly value: CallWord | undefined;
}

export interface CallArguments {
  readonly operands: readonly CallWord[];
  readonly options: readonly CallOption[];
}

/**
 * Splits the words of a call. `valueOptions` take the next word; a short one of them may have its value attached
 * (`-rfile`). What stands behind `--` are operands. A word whose beginning is not known counts as an operand.
 *
 * @param flags letters of short options without a value, in front of which another one may stand in one word (`-qr file`)
 */
export function callArguments(
  words: readonly CallWord[],
  valueOptions: ReadonlySet<string>,
  flags = '',
): CallArguments {
  const operands: CallWord[] = [];
  const options: CallOption[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? { text: '', value: undefined };
    const text = word.value ?? word.text;
    if (text === '--') return { operands: [...operands, ...words.slice(at + 1)], options };
    if (!text.startsWith('-') || text === '-') {
      operands.push(word);
      continue;
    }
    const ahead = clusterOf(text, flags);
    const last = ahead === 0 ? word : partOf(`-${text.slice(ahead + 1)}`, word.value);
    for (const letter of text.slice(1, ahead + 1)) options.push({ name: `-${letter}`, value: undefined });
    const option = readOption(last, last.text, valueOptions);
    const takesNext = option.value === undefined && valueOptions.has(option.name);
    if (takesNext) at += 1;
    options.push(takesNext ? { ...option, value: words[at] } : option);
  }
  return { operands, options };
}

/** How many flags stand in one word in front of its last option. */
function clusterOf(text: string, flags: string): number {
  if (flags === '' || !/^-[A-Za-z]{2}/.test(text)) return 0;
  let count = 0;
  while (count + 2 < text.length && flags.includes(text.charAt(count + 1))) count += 1;
  return count;
}

function readOption({ value }: CallWord, text: string, valueOptions: ReadonlySet<string>): CallOption {
  const cut = text.startsWith('--') ? text.indexOf('=') : -1;
  if (cut !== -1) return { name: text.slice(0, cut), value: partOf(text.slice(cut + 1), value) };
  const short = text.slice(0, 2);
  if (!text.startsWith('--') && text.length > 2 && valueOptions.has(short))
    return { name: short, value: partOf(text.slice(2).replace(/^=/, ''), value) };
  return { name: text, value: undefined };
}

function partOf(text: string, whole: string | undefined): CallWord {
  return { text, value: whole === undefined ? undefined : text };
}

/** Whether one of these options is given. */
export function hasOption({ options }: CallArguments, ...names: readonly string[]): boolean {
  return options.some(({ name }) => names.includes(name));
}
