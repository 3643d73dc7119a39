/** All and nothing are said of all and nothing alone. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '';
  const rounded = Math.round((100 * part) / whole);
  if (rounded === 0 && part > 0) return '<1 %';
  return rounded === 100 && part < whole ? '>99 %' : `${rounded} %`;
}
