/** `28.5.2+dfsg4`, `v0.13.1` → its first two numbers; undefined for what has none. */
export function versionNumbers(text: string | undefined): readonly [number, number] | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(text ?? '') ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** Whether a version is known to be before another. `v0.0.0+unknown`, as distributions build it, says nothing. */
export function isBefore(text: string | undefined, [major, minor]: readonly [number, number]): boolean {
  const numbers = versionNumbers(text);
  if (numbers === undefined || (numbers[0] === 0 && numbers[1] === 0)) return false;
  return numbers[0] < major || (numbers[0] === major && numbers[1] < minor);
}
