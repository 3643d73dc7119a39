/** The text of a Dockerfile, or why its bytes are none. */
export type Decoded =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** Strict UTF-8. A byte-order mark stays in the text, so that it can be written back. */
export function decodeDockerfile(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, problem: describeDamage(bytes) };
  }
}

/** Where the first byte stands that is not UTF-8: behind the longest prefix that is, found by halving. */
function describeDamage(bytes: Uint8Array): string {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(bytes.subarray(0, middle), { stream: true })) low = middle;
    else high = middle - 1;
  }
  // A prefix may end inside of a character; the damage starts with it.
  while (!isUtf8(bytes.subarray(0, low), { stream: false })) low -= 1;
  const line = bytes.subarray(0, low).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  return `byte ${low + 1} (line ${line}) is not UTF-8`;
}

function isUtf8(bytes: Uint8Array, options: { readonly stream: boolean }): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}
