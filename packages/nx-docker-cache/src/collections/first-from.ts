/**
 * Where the first text or number stands that is not smaller, in a list in order: by halves.
 * @param valueAt a place of the list
 */
export function firstFrom<Value extends string | number>(
  length: number,
  valueAt: (index: number) => Value,
  wanted: Value,
): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
