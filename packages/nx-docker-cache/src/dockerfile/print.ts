import type { Dockerfile } from './syntax';

/** The text that was parsed, to the last character: nothing is ever rendered from the syntax. */
export function print(dockerfile: Dockerfile): string {
  return dockerfile.text;
}
