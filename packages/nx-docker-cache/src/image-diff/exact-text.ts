import { isUtf8 } from 'node:buffer';

/**
 * Text for bytes that are UTF-8 most of the time, but need not be (paths, link targets): two different byte strings
 * never become the same text. Bytes above 0x7f that are no UTF-8 become lone surrogates, U+DC80 to U+DCFF, which valid
 * UTF-8 never gives (the way of Python's PEP 383).
 */
export function exactText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  return buffer
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)));
}
