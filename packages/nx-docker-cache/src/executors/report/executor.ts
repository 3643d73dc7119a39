import type { ExecutorContext } from '@nx/devkit';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { historyOf } from '../../plugin/workspace-history';
import { taskResult, type TaskResult } from '../task-result';
import { requestedReport } from './report-request';
import { runReport } from './run-report';
import type { ReportExecutorSchema } from './schema';

/** Reports on the last build of a project and the run that it was part of. */
export default async function reportExecutor(
  options: ReportExecutorSchema,
  context: ExecutorContext,
  world: World = realWorld(),
): Promise<TaskResult> {
  const { root, projectName } = context;
  return taskResult(world, async () => {
    await runReport(world, {
      history: historyOf(root),
      root,
      project: options.workspace === true ? undefined : projectName,
      ...requestedReport(options, root),
    });
    return true;
  });
}
