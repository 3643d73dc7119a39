/** Far more than any compose file has; the parser of YAML takes seconds for thousands. */
const DEEPEST = 100;

/** Whether brackets and braces of a text nest so deeply that it is not worth to be read. Those in quotes count too. */
export function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > DEEPEST) return true;
    depth = Math.max(depth, 0);
  }
  return false;
}
