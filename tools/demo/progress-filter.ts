/** Of docker's plain progress, what is worth a line where there is no terminal: steps as they start and end. */
const STEP_LINE = /^#\d+ (?:\[|exporting to|DONE|CACHED|ERROR|naming to)/;
const PROGRESS_LINE = /^#\d+ /;

/** Keeps lines of other programs as they are, and of docker's progress only the starts and ends of steps. */
export function worthShowing(line: string): boolean {
  return !PROGRESS_LINE.test(line) || STEP_LINE.test(line);
}
