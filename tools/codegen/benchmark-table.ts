/**
 * A table of a benchmark, as it was recorded in a page: columns apart by two blanks or more, in a fenced block between
 * `<!-- measured:NAME -->` and `<!-- /measured:NAME -->`; the first of the block, up to an empty line.
 * @returns the same in Markdown, under the line of the block that says what was measured
 * @throws Error where the page has none
 */
export function recordedTable(page: string, name: string): string {
  const [, block] =
    new RegExp(`<!-- measured:${name} -->[^]*?\`\`\`\\n([^]*?)\`\`\`[^]*?<!-- /measured:${name} -->`).exec(
      page,
    ) ?? [];
  const [title = '', table = ''] = (block ?? '').split('\n\n');
  const [head, ...rows] = table.split('\n').map(cellsOf);
  if (head === undefined || rows.length === 0) throw new Error(`there is no table in measured:${name}`);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const ruler = ['---', ...head.slice(1).map(() => '---:')];
  return [`${title.trim()}:`, '', line(head), line(ruler), ...rows.map(line)].join('\n');
}

/** The head has nothing above the names of the rows. */
function cellsOf(line: string): readonly string[] {
  const cells = line.trim().split(/ {2,}/);
  return line.startsWith('  ') ? ['', ...cells] : cells;
}
