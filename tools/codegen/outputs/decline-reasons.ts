import { REASONS } from '../../../packages/nx-docker-cache/src/upgrade/reasons';
import type { Outputs } from '../output-file';

/** `docs/declined.md`: why an upgrade leaves a RUN alone, and what to do about it. */
export const outputs: Outputs = () => {
  const rows = Object.entries(REASONS).map(
    ([code, { why, remedy }]) => `| \`${code}\` | ${why} | ${remedy} |`,
  );
  const content = [
    '# Why a RUN is left alone',
    '',
    '<!-- Generated from packages/nx-docker-cache/src/upgrade/reasons.ts by `npm run codegen`. -->',
    '',
    '`nx g add-pip-cache` and `nx-docker-cache upgrade` change a RUN only when they are certain of what it does. Otherwise',
    'they leave it as it is and say why. With `--json` the code stands in `declined[].reason`.',
    '',
    '| code | why | what to do |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  return Promise.resolve([{ path: 'docs/declined.md', content }]);
};
