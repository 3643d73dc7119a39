import type { History } from '../history/history';
import { targetId } from '../history/statistics';
import type { BuildEntry, RunRecord } from '../run/run-record';
import { RUN_SCHEMA_VERSION } from '../run/run-record';

/**
 * The run that a report is about: the last one, or the last build if it is newer, because it was made without Nx or
 * its run has not ended.
 * @param project only a run or build that this project took part in
 */
export function chooseRun(
  run: RunRecord | undefined,
  { builds }: History,
  project: string | undefined,
): RunRecord | undefined {
  const isMeant = (name: string): boolean => project === undefined || name === project;
  const meant = run?.tasks.some((task) => isMeant(task.project)) === true ? run : undefined;
  const last = builds.findLast((build) => isMeant(build.project));
  if (last === undefined) return meant;
  const isInRun = meant !== undefined && last.task?.run !== undefined && last.task.run === meant.id;
  return isInRun || (meant !== undefined && last.startedAt <= meant.endedAt) ? meant : runOfBuild(last);
}

function runOfBuild(entry: BuildEntry): RunRecord {
  const { project, target, configuration, startedAt, wallMs, machine } = entry;
  const id = targetId(entry);
  const endedAt = startedAt + wallMs;
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    id: entry.id,
    command: `build of ${project}`,
    machine,
    startedAt,
    endedAt,
    edges: 'known',
    tasks: [
      {
        id,
        project,
        target,
        ...(configuration !== undefined && { configuration }),
        status: entry.outcome === 'success' ? 'built' : 'failed',
        startedAt,
        endedAt,
        dependsOn: [],
        build: { kind: 'own', entry },
      },
    ],
  };
}

/** The history of one project, or all of it. */
export function historyOfProject(history: History, project: string | undefined): History {
  if (project === undefined) return history;
  return {
    ...history,
    builds: history.builds.filter((build) => build.project === project),
    runs: history.runs.flatMap((run) => {
      const tasks = run.tasks.filter(({ id }) => id.startsWith(`${project}:`));
      return tasks.length === 0 ? [] : [{ ...run, tasks }];
    }),
  };
}
