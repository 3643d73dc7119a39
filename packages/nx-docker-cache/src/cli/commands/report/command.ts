import { requestedReport } from '../../../executors/report/report-request';
import { runReport } from '../../../executors/report/run-report';
import type { RunCommand } from '../../command';
import { historyFor, workspaceAround } from '../../history-place';
import type { ReportCommandSchema } from './schema';

/** Reports on the last run in this workspace, or without Nx on the last build in this repository. */
export const run: RunCommand<ReportCommandSchema> = async (options, world) => {
  const { cwd } = world.environment;
  await runReport(world, {
    history: await historyFor(world),
    root: (await workspaceAround(world.files, cwd)) ?? cwd,
    project: options.project,
    ...requestedReport(options, cwd),
  });
  return 0;
};
