import type { Finding } from '../../packages/nx-docker-cache/src/rules/finding';

/** A finding with the text that it is about. */
export interface FindingInFile {
  readonly finding: Finding;
  readonly text: string;
}

/**
 * So many findings at random, in turns of one of every rule that still has some: a rule that finds little is read as
 * carefully as one that finds much.
 * @param random numbers from 0 to 1
 */
export function drawFindings(
  found: readonly FindingInFile[],
  count: number,
  random: () => number,
): readonly FindingInFile[] {
  const shuffled = found
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
  const turns = new Map<string, number>();
  return shuffled
    .map((each) => {
      const turn = turns.get(each.finding.code) ?? 0;
      turns.set(each.finding.code, turn + 1);
      return { each, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .slice(0, count)
    .map(({ each }) => each)
    .sort((a, b) => a.finding.code.localeCompare(b.finding.code));
}

const LINES_ABOVE = 12;
const LINES_BELOW = 6;

/** What a reader needs to judge it: what is said, and the file around the place. */
export function renderDrawn(drawn: readonly FindingInFile[]): string {
  return drawn
    .map(({ finding, text }, index) => {
      const { code, message, remedy, file, place } = finding;
      const line = place?.start.line ?? 1;
      const lines = text.split('\n');
      const from = Math.max(1, line - LINES_ABOVE);
      const shown = lines
        .slice(from - 1, line + LINES_BELOW)
        .map((content, at) => `${from + at === line ? '>' : ' '} ${from + at} ${content}`);
      return [
        `### ${index + 1} ${code} ${file ?? ''}:${line}`,
        message,
        `next: ${remedy ?? ''}`,
        ...shown,
        '',
      ].join('\n');
    })
    .join('\n');
}
