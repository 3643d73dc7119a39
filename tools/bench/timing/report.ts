import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../../e2e/support/command-line';
import { recordFolder } from '../../../e2e/support/run-record';
import { createWorkspace } from '../../../e2e/support/workspace';
import { historyStore } from '../../../packages/nx-docker-cache/src/io/history-store';
import { machineId } from '../../../packages/nx-docker-cache/src/io/machine';
import { manyBuilds } from '../../../packages/nx-docker-cache/src/timing/testing/many-builds';
import { median } from '../support/figures';

const BUILDS = 10_000;
const ROUNDS = 5;

/** `nx-docker-cache report` over a history of 10,000 builds of 50 projects. */
export async function measureReport(): Promise<readonly string[]> {
  const workspace = await createWorkspace({ files: {} });
  try {
    const lines = manyBuilds(BUILDS).map((line) =>
      line.replace('"machine":"m"', `"machine":"${machineId()}"`),
    );
    historyStore(join(workspace.root, '.nx/workspace-data'), workspace.root).append(lines[0] ?? '');
    const folder = recordFolder(workspace) ?? '';
    mkdirSync(folder, { recursive: true });
    const half = lines.length / 2;
    writeFileSync(join(folder, 'history.older.ndjson'), `${lines.slice(0, half).join('\n')}\n`);
    writeFileSync(join(folder, 'history.ndjson'), `${lines.slice(half).join('\n')}\n`);
    // The processor time of the whole process, said at its end.
    const meter = join(folder, 'meter.js');
    writeFileSync(
      meter,
      "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`cpu ${(user + system) / 1000}`); });",
    );
    const times: number[] = [];
    const processorTimes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ms, exitCode, stderr } = await workspace.run(process.execPath, [
        '--require',
        meter,
        program(workspace),
        'report',
        `--last=${BUILDS}`,
      ]);
      if (exitCode !== 0) throw new Error(stderr);
      times.push(ms);
      processorTimes.push(Number(/cpu ([\d.]+)/.exec(stderr)?.[1]));
    }
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
    return [
      `nx-docker-cache report over ${BUILDS} builds, ${(bytes / 1e6).toFixed(0)} MB of history (median of ${ROUNDS})`,
      `  ${(median(times) / 1000).toFixed(2)} s from start to end (goal 1.5), ${(median(processorTimes) / 1000).toFixed(2)} s of processor time`,
    ];
  } finally {
    await workspace.dispose();
  }
}
