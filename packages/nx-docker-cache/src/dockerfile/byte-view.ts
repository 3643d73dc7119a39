/**
 * A text as the bytes of its UTF-8 form, one character a byte. BuildKit's flag reader goes byte by byte and takes each
 * for a character, so outside of ASCII it splits and garbles what it reads; only such a view shows the same.
 */
export interface ByteView {
  readonly bytes: string;
  /** The UTF-16 offset of a byte. Inside of a character: so that the bytes left over fit in front of the next one. */
  readonly unitAt: (byte: number) => number;
  /** How many bytes of a character are left over when it is cut before this byte; 0 at the start of a character. */
  readonly leftover: (byte: number) => number;
}

const ASCII_ONLY = /^[\x00-\x7f]*$/;

export function byteView(text: string): ByteView {
  if (ASCII_ONLY.test(text)) return { bytes: text, unitAt: (byte) => byte, leftover: () => 0 };
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const units = new Uint32Array(bytes.length + 1);
  const leftovers = new Uint8Array(bytes.length + 1);
  let at = 0;
  let unit = 0;
  for (const character of text) {
    const width = Buffer.byteLength(character);
    for (let byte = 0; byte < width; byte += 1) {
      const left = byte === 0 ? 0 : width - byte;
      units[at + byte] = byte === 0 ? unit : unit + Math.max(0, character.length - left);
      leftovers[at + byte] = left;
    }
    at += width;
    unit += character.length;
  }
  units[at] = unit;
  return { bytes, unitAt: (byte) => units[byte] ?? unit, leftover: (byte) => leftovers[byte] ?? 0 };
}
