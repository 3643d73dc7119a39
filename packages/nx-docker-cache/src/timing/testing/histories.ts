import type { CacheUse } from '../cache-use/cache-use';
import type { Cause, Explanation } from '../cause';
import { buildLine, runLine } from '../history/lines';
import type { BuildRecord, StepRecord } from '../record';
import { buildEntry } from '../run/build-entry';
import { joinRun, type TaskResultFacts } from '../run/join-run';
import type { BuildEntry, RunRecord } from '../run/run-record';
import { IMAGE_PLANS, PROJECT_NAMES, type ImagePlan, type PlannedStep } from './image-plans';
import { exampleRecord, exampleStep } from './records';

export interface HistoryPlan {
  readonly projects: number;
  readonly runs: number;
  /** Numbers from 0 to 1. */
  readonly random: () => number;
}

export interface ExampleHistory {
  /** As the store keeps them, oldest first. */
  readonly lines: readonly string[];
  readonly lastRun: RunRecord;
}

/** What happened to a project before a run. */
type Change = 'nothing' | 'code' | 'dependencies' | 'base' | 'evicted' | 'first' | 'broken';

const MACHINE = 'example-machine';
const FIRST_RUN = Date.UTC(2026, 0, 5, 8);
const BETWEEN_RUNS_MS = 47 * 60_000;
const PLACES = 3;

/**
 * Runs of a made-up workspace, through the functions that join and keep real ones. Durations vary, get worse with
 * time in one project of five, and a few builds fail; the last run has some of everything.
 */
export function exampleHistory({ projects, runs, random }: HistoryPlan): ExampleHistory {
  const lines: string[] = [];
  const lastEntries = new Map<string, BuildEntry>();
  let lastRun: RunRecord | undefined;
  for (let index = 0; index < runs; index++) {
    const run = playRun({ projects, random, index, runs, lastEntries });
    lines.push(...run.builds.map(buildLine), runLine(run.record));
    lastRun = run.record;
  }
  if (lastRun === undefined) throw new Error('a history has at least one run');
  return { lines, lastRun };
}

interface RunPlan extends HistoryPlan {
  readonly index: number;
  readonly lastEntries: Map<string, BuildEntry>;
}

function playRun(plan: RunPlan): { readonly builds: readonly BuildEntry[]; readonly record: RunRecord } {
  const startedAt = FIRST_RUN + plan.index * BETWEEN_RUNS_MS;
  const places = Array.from({ length: PLACES }, () => startedAt + 600);
  const results: TaskResultFacts[] = [];
  const builds: BuildEntry[] = [];
  const files = new Map<string, { entry: BuildEntry; dependencies: Record<string, string[]> }>();
  for (let project = 0; project < plan.projects; project++) {
    const name = projectName(project);
    const place = places.indexOf(Math.min(...places));
    const start = (places[place] ?? startedAt) + 15;
    const change = changeOf(plan, project, name);
    const earlier = plan.lastEntries.get(name);
    const isHit = change === 'nothing' && earlier !== undefined;
    const facts = { id: `${name}:docker-build`, project: name, target: 'docker-build' };
    const file = `dist/docker/${name}/build.json`;
    if (isHit) {
      const end = start + 30 + Math.round(plan.random() * 40);
      places[place] = end;
      files.set(file, { entry: earlier, dependencies: {} });
      const status = project % 7 === 5 ? 'remote-cache' : 'local-cache';
      results.push({
        ...facts,
        recordFile: file,
        status,
        hash: earlier.task?.hash,
        startTime: start,
        endTime: end,
      });
      continue;
    }
    const entry = playBuild({ name, project, change, start: start + 350, plan });
    const end = start + 350 + entry.wallMs + 60;
    places[place] = end;
    builds.push(entry);
    if (entry.outcome === 'success') plan.lastEntries.set(name, entry);
    const status = entry.outcome === 'success' ? 'success' : 'failure';
    results.push({
      ...facts,
      recordFile: file,
      status,
      hash: entry.task?.hash,
      startTime: start,
      endTime: end,
    });
  }
  const record = joinRun({
    id: `run-${plan.index}`,
    run: `run-${plan.index}`,
    command: 'nx run-many -t docker-build',
    machine: MACHINE,
    startedAt,
    endedAt: Math.max(...places) + 200,
    parallel: PLACES,
    results,
    graph: results.map(({ id, project, target }) => ({ id, project, target, dependsOn: [] })),
    builds,
    files,
  });
  return { builds, record };
}

export function projectName(index: number): string {
  const name = PROJECT_NAMES[index % PROJECT_NAMES.length] ?? 'project';
  const round = Math.floor(index / PROJECT_NAMES.length);
  return round === 0 ? name : `${name}-${round + 1}`;
}

const LAST_CHANGES: readonly Change[] = [
  'code',
  'dependencies',
  'nothing',
  'code',
  'base',
  'nothing',
  'broken',
  'evicted',
];

function changeOf({ index, runs, random, lastEntries }: RunPlan, project: number, name: string): Change {
  const chance = random();
  if (!lastEntries.has(name)) return 'first';
  if (index === runs - 1) return LAST_CHANGES[project % LAST_CHANGES.length] ?? 'nothing';
  if (chance < 0.62) return 'nothing';
  if (chance < 0.84) return 'code';
  if (chance < 0.93) return 'dependencies';
  if (chance < 0.955) return 'base';
  return chance < 0.975 ? 'evicted' : 'broken';
}

interface BuildPlan {
  readonly name: string;
  readonly project: number;
  readonly change: Change;
  readonly start: number;
  readonly plan: RunPlan;
}

function playBuild({ name, project, change, start, plan }: BuildPlan): BuildEntry {
  const image = IMAGE_PLANS[project % IMAGE_PLANS.length] ?? IMAGE_PLANS[0];
  if (image === undefined) throw new Error('there is no image to build');
  const steps = playSteps({ image, change, start: start + 260, project, plan });
  const end = Math.max(...steps.flatMap(({ intervals }) => intervals.map((interval) => interval.end)));
  const counted = steps.filter(({ kind }) => kind === 'run' || kind === 'copy' || kind === 'workdir');
  const wallMs = end - start + 110;
  const record: BuildRecord = exampleRecord({
    project: name,
    outcome: change === 'broken' ? 'failure' : 'success',
    image: { tags: [`registry.example/${name}:latest`], id: undefined, configDigest: undefined },
    dockerfile: `apps/${name}/Dockerfile`,
    startedAt: start,
    endedAt: start + wallMs,
    wallMs,
    explained: 1 - 370 / wallMs,
    totalSteps: counted.length,
    cachedSteps: counted.filter(({ cached }) => cached).length,
    steps,
    origin: {
      id: `build-${name}-${plan.index}`,
      machine: MACHINE,
      task: {
        id: `${name}:docker-build`,
        hash: `hash-${name}-${plan.index}`,
        run: `run-${plan.index}`,
        dependencies: { [`${name}:docker-build`]: [] },
      },
    },
  });
  return buildEntry(record);
}

interface StepsPlan {
  readonly image: ImagePlan;
  readonly change: Change;
  readonly start: number;
  readonly project: number;
  readonly plan: RunPlan;
}

function playSteps(plan: StepsPlan): readonly StepRecord[] {
  const { image, change, start } = plan;
  const first = firstToRun(image, change);
  const fails =
    change === 'broken' ? image.steps.findIndex(({ kind, line }) => kind === 'run' && (line ?? 0) > 4) : -1;
  let now = start;
  return image.steps.map((step, index): StepRecord => {
    const isInstruction = step.line !== undefined && step.kind !== 'base-image';
    const cached = isInstruction && (first === undefined || index < first);
    const ran = isInstruction && first !== undefined && index >= first;
    const common = { ...step, ...placeOf(step, index, plan), cached };
    if (fails >= 0 && index > fails) return exampleStep({ ...common, bytes: undefined });
    const ms = cached ? 0 : durationOf(step, plan);
    const interval = { start: now, end: now + ms };
    now = interval.end;
    return exampleStep({
      ...common,
      bytes: step.kind === 'base-image' && pulled(step, change) === 1 ? undefined : step.bytes,
      intervals: [interval],
      ownMs: ms,
      error: index === fails ? 'exit code: 1' : undefined,
      cacheUse: ran ? cacheUseOf(step, plan) : undefined,
      explanation: ran ? explanationOf({ ...plan, index, first }) : undefined,
    });
  });
}

/** What a package manager with a warm cache tells. */
function cacheUseOf({ name }: PlannedStep, { change }: StepsPlan): CacheUse | undefined {
  const target = /--mount=type=cache,target=(\S+)/.exec(name)?.[1];
  if (target === undefined) return undefined;
  const [tool = 'pip'] = /\b(?:pip|npm|go)\b(?= (?:install|ci|mod|build))/.exec(name) ?? [];
  const downloaded = change === 'first' ? 50 : 1;
  const [before, grown] = change === 'first' ? [0, 61_000_000] : [61_000_000, 1_300_000];
  return {
    mounts: [{ id: target, target, before, after: before + grown }],
    tools: [{ tool, reused: 50 - downloaded, downloaded, downloadedBytes: grown }],
    warnings: [],
  };
}

function placeOf({ stage, line }: PlannedStep, index: number, { project }: StepsPlan) {
  return {
    digest: `${project}-${index}`,
    inputs: index === 0 ? [] : [`${project}-${index - 1}`],
    stage,
    line,
  };
}

function durationOf(step: PlannedStep, { project, change, plan }: StepsPlan): number {
  const worse = project % 5 === 1 ? 1 + (0.6 * plan.index) / plan.runs : 1;
  return Math.round(step.ms * worse * (0.8 + plan.random() * 0.5) * pulled(step, change));
}

/** A base image that is new here is fetched. */
function pulled({ kind }: PlannedStep, change: Change): number {
  return kind === 'base-image' && (change === 'base' || change === 'first') ? 280 : 1;
}

function firstToRun({ steps }: ImagePlan, change: Change): number | undefined {
  if (change === 'nothing') return undefined;
  if (change === 'code' || change === 'broken') return steps.findIndex(({ reads }) => reads === 'code');
  if (change === 'dependencies') return steps.findIndex(({ reads }) => reads === 'dependencies');
  return steps.findIndex(({ kind, line }) => line !== undefined && kind !== 'base-image');
}

interface Place extends Pick<StepsPlan, 'image' | 'change' | 'project' | 'plan'> {
  readonly index: number;
  readonly first: number;
}

function explanationOf({ image, change, project, plan, index, first }: Place): Explanation {
  if (change === 'first') return { cause: { kind: 'first-build-here' }, also: [] };
  if (change === 'evicted') return { cause: { kind: 'evicted' }, also: [] };
  if (index > first) return { cause: { kind: 'step-above-ran', step: `${project}-${first}` }, also: [] };
  return { cause: ownCause(image, change, plan), also: [] };
}

function ownCause({ manifest, sources, base }: ImagePlan, change: Change, { index }: RunPlan): Cause {
  if (change === 'base')
    return {
      kind: 'base-image-moved',
      image: base,
      before: `sha256:${'9f'.repeat(32)}`,
      after: `sha256:${'c4'.repeat(32)}`,
    };
  if (change !== 'dependencies') {
    const files = sources.slice(0, 1 + (index % 3));
    return {
      kind: 'file-changed',
      files: files.map((path) => ({ path, change: 'content', entries: undefined })),
      more: 0,
    };
  }
  const [older, newer] = [manifest.versions[index % 2], manifest.versions[(index % 2) + 1]];
  const changes = [{ name: manifest.entry, before: older, after: newer }];
  return {
    kind: 'file-changed',
    files: [{ path: manifest.path, change: 'content', entries: { changes, more: 0 } }],
    more: 0,
  };
}
