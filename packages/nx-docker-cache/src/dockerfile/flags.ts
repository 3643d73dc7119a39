import { isSpace, skipSpace } from './blanks';
import { byteView } from './byte-view';
import type { EscapeToken } from './syntax';

/** A word in front of the arguments that starts with `--`, offsets into the text it was read from. */
export interface FlagWord {
  /** Quotes and escapes resolved. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface FlagsRead {
  readonly flags: readonly FlagWord[];
  /** Where the arguments start, spaces in front of them perhaps included. */
  readonly rest: number;
  /** Units at `rest` that are broken pieces of a character: BuildKit cuts inside of one at the bytes 0x85 and 0xA0. */
  readonly damaged: number;
}

/** Reads the flags from `from` on (`extractBuilderFlags` of BuildKit's `parser/split_command.go`). */
export function readFlags(text: string, from: number, escape: EscapeToken): FlagsRead {
  const first = skipSpace(text, from);
  if (!text.startsWith('--', first)) return { flags: [], rest: from, damaged: 0 };
  const view = byteView(text.slice(from));
  const flags: FlagWord[] = [];
  let at = skipSpace(view.bytes, 0);
  while (view.bytes.startsWith('--', at)) {
    const word = readWord(view.bytes, at, escape);
    at = word.end;
    if (word.text === '--') break;
    flags.push({
      text: word.text,
      start: from + view.place(word.start).cut,
      end: from + view.place(word.end).cut,
    });
    at = skipSpace(view.bytes, at);
  }
  const rest = view.place(at);
  return { flags, rest: from + rest.cut, damaged: rest.leftOver };
}

/** A word up to the next space outside of quotes. An escape takes the meaning from any character, in both quotes too. */
function readWord(bytes: string, start: number, escape: EscapeToken): FlagWord {
  const pieces: string[] = [];
  let quote: string | undefined;
  let at = start;
  for (; at < bytes.length; at += 1) {
    let character = bytes.charAt(at);
    if (quote === undefined && isSpace(character)) break;
    if (quote === undefined && (character === "'" || character === '"')) {
      quote = character;
    } else if (character === quote) {
      quote = undefined;
    } else {
      if (character === escape) {
        at += 1;
        character = bytes.charAt(at);
      }
      pieces.push(character);
    }
  }
  return { text: pieces.join(''), start, end: Math.min(at, bytes.length) };
}
