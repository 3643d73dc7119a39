import type { CookedText } from '../dockerfile/syntax';

/** A text that is its own file: for scripts whose place in the Dockerfile is not known, or that stand in none. */
export function plainScript(text: string): CookedText {
  return { text, segments: [{ cooked: 0, source: 0, length: text.length }] };
}
