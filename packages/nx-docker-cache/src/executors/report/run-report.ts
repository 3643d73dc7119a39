import * as path from 'node:path';
import { ProductError } from '../../errors/product-error';
import type { HistoryStore } from '../../io/history-store';
import type { World } from '../../io/world';
import { readHistory } from '../../timing/history/lines';
import { judge, type Judgement } from '../../timing/history/regression';
import { chooseRun, historyOfProject } from '../../timing/report/choose-run';
import { renderExplanations } from '../../timing/report/explanations';
import { renderHtml } from '../../timing/report/html/page';
import { renderJson } from '../../timing/report/json';
import { makeReport, type Report } from '../../timing/report/report';
import { renderTerminal } from '../../timing/report/terminal';
import { renderTrace } from '../../timing/report/trace';
import { readRun } from '../../timing/run/run-shape';
import { completeRun } from './complete-run';
import { openCommand } from './open-command';
import { assertNotSlower } from './regressions';
import { writeFileOrFail } from './write-file';
import { writeStepSummary } from './step-summary';

/** What is to be reported, and in which forms. */
export interface ReportRequest {
  readonly history: Pick<HistoryStore, 'read' | 'lastRun'>;
  /** The folder that was built in, absolute: records of builds lie below. */
  readonly root: string;
  /** Only this project. */
  readonly project: string | undefined;
  /** How many runs are looked back at. */
  readonly last: number;
  /** Absolute; undefined for none. */
  readonly trace: string | undefined;
  /** The page's file, absolute; undefined for none. */
  readonly html: string | undefined;
  /** Shows the page; it is a temporary file where no other is named. */
  readonly open: boolean;
  readonly json: boolean;
  /** In place of the tables: every step that ran, with all that is known of why. */
  readonly explain: boolean;
  /** Percent; undefined judges nothing. */
  readonly failOnRegression: number | undefined;
}

/**
 * Reports on the last run: on the terminal or as JSON, and in the files that were asked for.
 * @throws ProductError NOTHING_RECORDED, BUILD_SLOWER, FILE_NOT_WRITTEN
 */
export async function runReport(world: World, request: ReportRequest): Promise<void> {
  const history = historyOfProject(readHistory(request.history.read()), request.project);
  const chosen = chooseRun(readRun(request.history.lastRun()), history, request.project);
  if (chosen === undefined) throw nothingRecorded(request);
  const run = await completeRun(world.files, request.root, chosen);
  const report = makeReport(run, history, { last: request.last });
  const judgements = judgementsOn(report, history.builds, request.failOnRegression);
  print(world, request, report, judgements);
  await writeFiles(world, request, report);
  await writeStepSummary(world, report);
  assertNotSlower(world, judgements, request.failOnRegression);
}

function judgementsOn(
  { run }: Report,
  builds: Parameters<typeof judge>[1],
  mostPercent: number | undefined,
): readonly Judgement[] {
  if (mostPercent === undefined) return [];
  return run.tasks.flatMap(({ build }) =>
    build?.kind === 'own' && build.entry.outcome === 'success'
      ? [judge(build.entry, builds, mostPercent)]
      : [],
  );
}

/** JSON stands alone on standard output; a report that went into a file is not told a second time. */
function print(
  { terminal }: Pick<World, 'terminal'>,
  { json, explain, trace, html, open }: ReportRequest,
  report: Report,
  judgements: readonly Judgement[],
): void {
  const options = { width: terminal.columns, hasColour: terminal.hasColour };
  if (json) terminal.out(renderJson(report, judgements));
  else if (explain) terminal.out(renderExplanations(report, options));
  else if (trace === undefined && html === undefined && !open) terminal.out(renderTerminal(report, options));
}

async function writeFiles(world: World, { trace, html, open }: ReportRequest, report: Report): Promise<void> {
  if (trace !== undefined) {
    await writeFileOrFail(world.files, trace, renderTrace(report, await profileOfNx(world)));
    world.terminal.err(`wrote ${shownPath(world, trace)}\n`);
  }
  if (html === undefined && !open) return;
  const file = html ?? path.join(await world.files.temporaryFolder('nx-docker-cache-'), 'report.html');
  await writeFileOrFail(world.files, file, renderHtml(report));
  world.terminal.err(`wrote ${shownPath(world, file)}\n`);
  if (open) await openPage(world, file);
}

/** A page that cannot be shown here is there all the same. */
async function openPage({ processes, environment, terminal }: World, file: string): Promise<void> {
  const command = openCommand(environment.platform, file);
  if (!(await processes.launch(command)))
    terminal.err(`cannot open it: there is no ${command.file} here; open the file in a browser\n`);
}

/** Relative to where the user is, unless it lies elsewhere. */
function shownPath({ environment }: Pick<World, 'environment'>, file: string): string {
  const relative = path.relative(environment.cwd, file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

/** NX_PROFILE names a file relative to the folder that Nx ran in. Without one there is nothing to merge. */
async function profileOfNx({ files, environment }: World): Promise<unknown> {
  const file = environment.get('NX_PROFILE');
  if (file === undefined || file === '') return undefined;
  try {
    return JSON.parse(
      Buffer.from(await files.read(path.resolve(environment.cwd, file))).toString('utf8'),
    ) as unknown;
  } catch {
    return undefined;
  }
}

function nothingRecorded({ project }: ReportRequest): ProductError {
  return new ProductError({
    code: 'NOTHING_RECORDED',
    what: 'there is no build to report on',
    ...(project !== undefined && { where: project }),
    why: 'nothing was built with this plugin here, or its history was removed',
    next: 'build an image first: npx nx run <project>:docker-build, or nx-docker-cache build',
  });
}
