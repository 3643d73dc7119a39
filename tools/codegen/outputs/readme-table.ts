import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceMarked } from '../../marked-text';
import { repositoryRoot } from '../../repository-root';
import { recordedTable } from '../benchmark-table';
import type { Outputs } from '../output-file';

/** README.md shows the table that `BENCH_RATE=6mbit npm run bench:seed -- --record` has written into docs/benchmarks.md. */
export const outputs: Outputs = () => {
  const text = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
  const name = 'seed-6mbit';
  const content = `${recordedTable(text('docs/benchmarks.md'), name)}\n`;
  return Promise.resolve([{ path: 'README.md', content: replaceMarked(text('README.md'), name, content) }]);
};
