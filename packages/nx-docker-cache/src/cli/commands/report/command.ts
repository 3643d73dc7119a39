import * as path from 'node:path';
import { runReport } from '../../../executors/report/run-report';
import type { RunCommand } from '../../command';
import { historyFor, workspaceAround } from '../../history-place';
import type { ReportCommandSchema } from './schema';

/** Reports on the last run in this workspace, or on the last build in this folder. */
export const run: RunCommand<ReportCommandSchema> = async (options, world) => {
  const { cwd } = world.environment;
  await runReport(world, {
    history: await historyFor(world),
    root: (await workspaceAround(world.files, cwd)) ?? cwd,
    project: options.project,
    last: options.last ?? 50,
    trace: options.trace === undefined ? undefined : path.resolve(cwd, options.trace),
    html: options.html === undefined ? undefined : path.resolve(cwd, options.html),
    open: options.open ?? false,
    json: options.json ?? false,
    explain: options.explain ?? false,
    failOnRegression: options.failOnRegression,
  });
  return 0;
};
