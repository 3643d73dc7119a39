import { COMPILE_REASONS } from '../../../packages/nx-docker-cache/src/upgrade/compile/reasons';
import { INSTALLER_REASONS } from '../../../packages/nx-docker-cache/src/upgrade/installer/reasons';
import { ORDER_REASONS } from '../../../packages/nx-docker-cache/src/upgrade/order/reasons';
import { MOUNT_REASONS, type ReasonText } from '../../../packages/nx-docker-cache/src/upgrade/reasons';
import type { Outputs } from '../output-file';

/** `docs/declined.md`: why an upgrade leaves a RUN alone, or where it is, and what to do about it. */
export const outputs: Outputs = () => {
  const content = [
    '# Why a RUN is left alone',
    '',
    '<!-- Generated from packages/nx-docker-cache/src/upgrade by `npm run codegen`. -->',
    '',
    '`nx g add-pip-cache`, `nx g add-cache-mounts` and `nx-docker-cache upgrade` change a RUN only when they are certain of',
    'what it does. Otherwise they leave it as it is and say why. With `--json` the code stands in `declined[].reason`.',
    '',
    '## It gets no mount (`"aspect": "mount"`)',
    '',
    ...tableOf(MOUNT_REASONS),
    '',
    '## It stays below the copy of the sources (`"aspect": "order"`)',
    '',
    'See [layer-order.md](layer-order.md).',
    '',
    ...tableOf(ORDER_REASONS),
    '',
    '## It stays with pip (`"aspect": "installer"`)',
    '',
    'With `--use uv`: see [uv.md](uv.md).',
    '',
    ...tableOf(INSTALLER_REASONS),
    '',
    '## pip goes on compiling there (`"aspect": "compile"`)',
    '',
    'With `--bytecode parallel`: see [parallel-compile.md](parallel-compile.md). Reasons of the tables above may stand there too.',
    '',
    ...tableOf(COMPILE_REASONS),
    '',
  ].join('\n');
  return Promise.resolve([{ path: 'docs/declined.md', content }]);
};

function tableOf(reasons: Readonly<Record<string, ReasonText>>): string[] {
  const rows = Object.entries(reasons).map(
    ([code, { why, remedy }]) => `| <a id="${code}"></a>\`${code}\` | ${why} | ${remedy} |`,
  );
  return ['| code | why | what to do |', '| --- | --- | --- |', ...rows];
}
