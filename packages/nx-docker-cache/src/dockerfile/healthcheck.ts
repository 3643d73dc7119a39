import { byteView } from './byte-view';

/** The arguments of a HEALTHCHECK: the word in front, and what follows it. */
export interface HealthcheckParts {
  /** `CMD` or `NONE`, as written. */
  readonly type: string;
  readonly command: string;
  /** Where the command starts in the text. */
  readonly commandStart: number;
}

/** Splits at the first blank, byte by byte as BuildKit does (`parseHealthConfig`). */
export function splitHealthcheck(text: string): HealthcheckParts {
  const view = byteView(text);
  const [whole = '', word = ''] = /^([^\t-\r \x85\xa0]*)[\t-\r \x85\xa0]*/.exec(view.bytes) ?? [];
  const wordEnd = view.place(word.length);
  const start = view.place(whole.length);
  return {
    type: text.slice(0, wordEnd.character) + '\uFFFD'.repeat(wordEnd.before),
    command: '\uFFFD'.repeat(start.leftOver) + text.slice(start.cut + start.leftOver),
    commandStart: start.cut,
  };
}
