import type { Checked } from './checked';

/** One JSON document a line: what was checked, with its findings or the reason why there are none. */
export function renderJson({ subject, file, findings, context, error }: Checked): string {
  const head = { subject, ...(file !== undefined && { file }) };
  if (error === undefined)
    return `${JSON.stringify({ ...head, findings, ...(context !== undefined && { context }) })}\n`;
  const { code, what, where, why, next } = error;
  return `${JSON.stringify({ ...head, error: { code, what, where, why, next } })}\n`;
}
