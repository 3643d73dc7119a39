/**
 * Where the first text stands that is not smaller, in a list in order: by halves.
 * @param textAt a place of the list
 */
export function firstFrom(length: number, textAt: (index: number) => string, wanted: string): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (textAt(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
