/**
 * A text as the bytes of its UTF-8 form, one character a byte. Here and there BuildKit goes byte by byte and takes each
 * for a character: 0x85 and 0xA0, which end many letters outside of ASCII, are spaces then, and cut the letter in two.
 * Only such a view shows the same.
 */
export interface ByteView {
  readonly bytes: string;
  readonly place: (byte: number) => BytePlace;
}

/** Where a byte stands. */
export interface BytePlace {
  /** The UTF-16 offset of the character that it belongs to. */
  readonly character: number;
  /** How many bytes of that character stand before it: 0 at the start of a character. */
  readonly before: number;
  /** How many bytes of a character cut here are left over: 0 at the start of a character. */
  readonly leftOver: number;
  /** The UTF-16 offset to cut at. Inside of a character: such that the bytes left over fit in front of the next one. */
  readonly cut: number;
}

const ASCII_ONLY = /^[\x00-\x7f]*$/;

export function byteView(text: string): ByteView {
  if (ASCII_ONLY.test(text)) {
    return { bytes: text, place: (byte) => ({ character: byte, before: 0, leftOver: 0, cut: byte }) };
  }
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const starts = characterStarts(text, bytes.length);
  return { bytes, place: (byte) => placeOf(text, starts, byte) };
}

/** The UTF-16 offset of the character of each byte. */
function characterStarts(text: string, byteLength: number): Uint32Array {
  const starts = new Uint32Array(byteLength + 1);
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    const end = byte + Buffer.byteLength(character);
    starts.fill(unit, byte, end);
    byte = end;
    unit += character.length;
  }
  starts[byte] = unit;
  return starts;
}

function placeOf(text: string, starts: Uint32Array, byte: number): BytePlace {
  const character = starts[byte] ?? text.length;
  let before = 0;
  while (starts[byte - before - 1] === character) before += 1;
  if (before === 0) return { character, before, leftOver: 0, cut: character };
  let leftOver = 1;
  while (starts[byte + leftOver] === character) leftOver += 1;
  const units = (starts[byte + leftOver] ?? text.length) - character;
  return { character, before, leftOver, cut: character + Math.max(0, units - leftOver) };
}
