/**
 * The known word that somebody most likely meant: the one with the fewest slips (a letter more, less, another, or two
 * exchanged), about one for every three letters at most. Undefined where none is that near.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.round(word.length / 3));
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const name of known) {
    // Words of other lengths need no count, and a line of megabytes would take one for ever.
    if (Math.abs(name.length - word.length) > most) continue;
    const slips = slipsBetween(word.toLowerCase(), name.toLowerCase());
    if (slips <= most && slips < (best?.slips ?? Infinity)) best = { name, slips };
  }
  return best?.name;
}

/** The distance of Damerau and Levenshtein, in which no letter is changed twice. */
function slipsBetween(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const isSame = a[row - 1] === b[at - 1];
      const isSwapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      next.push(
        Math.min(
          (last[at] ?? 0) + 1,
          (next[at - 1] ?? 0) + 1,
          (last[at - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[at - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = next;
  }
  return last[b.length] ?? 0;
}
