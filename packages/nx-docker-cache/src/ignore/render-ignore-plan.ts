import { printable } from '../text/printable';
import type { IgnorePlan } from './plan-ignore';

/** What became of an ignore file, for a terminal: each line that was added under its reason, and what was left alone. */
export function renderIgnorePlan(file: string, { blocks, declined }: IgnorePlan): string {
  const lines = [
    blocks.length === 0 ? `${file}: nothing to add` : file,
    ...blocks.flatMap(({ comment, patterns }) => [
      `  # ${comment}`,
      ...patterns.map((pattern) => `  + ${pattern}`),
    ]),
    ...declined.map(({ pattern, reason }) => `  ! ${pattern} left alone: ${reason}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
