import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceMarked } from '../marked-text';
import { repositoryRoot } from '../repository-root';
import { terminalSvg } from '../terminal-picture/terminal-svg';

/** Writes what was measured into README.md, and the end of a build as a picture. */
export function recordInReadme(table: string, command: string, output: string): void {
  const readme = join(repositoryRoot, 'README.md');
  writeFileSync(readme, replaceMarked(readFileSync(readme, 'utf8'), 'table', `${table}\n`));
  const picture = join(repositoryRoot, 'docs', 'pictures', 'build.svg');
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, terminalSvg(`$ ${command}\n${ofBuild(output)}`));
}

/** The steps and the summary of a build, without what its commands printed and without npm's and Nx's lines around it. */
export function ofBuild(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^backend: /, ''));
  const first = lines.findIndex((line) => line.startsWith('#1 '));
  const last = lines.findLastIndex((line) => /^ *built /.test(line));
  return lines
    .slice(Math.max(first, 0), last + 1)
    .filter((line) => !/^#\d+ \| /.test(line))
    .join('\n');
}
