import { buildLine, runLine } from '../history/lines';
import { buildEntry } from '../run/build-entry';
import type { Explanation } from '../cause';
import type { StepRecord } from '../record';
import { joinRun, type TaskResultFacts } from '../run/join-run';
import type { BuildEntry, RunRecord } from '../run/run-record';
import type { ExampleHistory } from './histories';
import { exampleRecord, exampleStep } from './records';

const SCRIPT = '<script>window.hit=1</script>';

/** What tries to become markup or script wherever a page shows text of a build. */
const TEXTS = {
  project: `"><img src=x onerror=window.hit=1>`,
  command: `nx run '"</title>${SCRIPT}`,
  step: `[a 1/2] RUN echo "</script>${SCRIPT}<!--" && echo '\${x}' \`y\``,
  above: `[a 1/2] COPY "onload=window.hit=1 x=" '</svg>${SCRIPT}'`,
  dockerfile: `apps/x'"><svg onload=window.hit=1>/Dockerfile`,
  file: `src/</details>${SCRIPT}.py`,
  entry: `</li><iframe srcdoc="${SCRIPT}">`,
  failure: `</style>${SCRIPT}]]>&lt;b&gt;`,
} as const;

const ID = `${TEXTS.project}:docker-build`;
const MINUTE = 60_000;

/** The history of builds with such names, and the texts that a page must show as they are. */
export function hostileHistory(): { readonly history: ExampleHistory; readonly texts: readonly string[] } {
  const builds = [0, 1, 2].map(hostileBuild);
  const runs = builds.map(runOf);
  const lastRun = runs.at(-1);
  if (lastRun === undefined) throw new Error('there is no run');
  const lines = [...builds.map(buildLine), ...runs.map(runLine)];
  return { history: { lines, lastRun }, texts: Object.values(TEXTS) };
}

function hostileBuild(index: number): BuildEntry {
  const { project, dockerfile, failure } = TEXTS;
  const startedAt = index * MINUTE;
  return buildEntry(
    exampleRecord({
      project,
      dockerfile,
      startedAt,
      endedAt: startedAt + 9_000,
      wallMs: 9_000,
      totalSteps: 3,
      image: { tags: [failure], id: undefined, configDigest: undefined },
      builder: { name: failure, driver: failure },
      origin: {
        id: `build-${index}`,
        machine: 'm',
        task: { id: ID, hash: 'h', run: `run-${index}`, dependencies: {} },
      },
      steps: hostileSteps(startedAt),
    }),
  );
}

function hostileSteps(startedAt: number): readonly StepRecord[] {
  const { step, above, failure } = TEXTS;
  const ran = (from: number, to: number) => ({
    ownMs: to - from,
    intervals: [{ start: startedAt + from, end: startedAt + to }],
  });
  return [
    exampleStep({
      ...ran(10, 910),
      name: above,
      kind: 'copy',
      stage: `a"'><b>`,
      line: 2,
      digest: 'above',
      bytes: 5_000,
      explanation: EXPLANATION,
    }),
    exampleStep({
      ...ran(910, 5_910),
      name: step,
      line: 3,
      inputs: ['above'],
      explanation: { cause: { kind: 'step-above-ran', step: 'above' }, also: [] },
    }),
    exampleStep({ ...ran(5_910, 6_010), name: failure, line: 4, error: `${SCRIPT} exit code: 1` }),
  ];
}

const ENTRIES = { changes: [{ name: TEXTS.entry, before: '<1>', after: undefined }], more: 0 };

const EXPLANATION: Explanation = {
  cause: {
    kind: 'file-changed',
    more: 0,
    files: [{ path: TEXTS.file, change: 'content', entries: ENTRIES }],
  },
  also: [
    { kind: 'argument-changed', names: [`X' onfocus='window.hit=1`] },
    { kind: 'unknown', why: `\x1b[31m${TEXTS.failure}` },
  ],
};

function runOf(build: BuildEntry, index: number): RunRecord {
  const { project, command } = TEXTS;
  const result: TaskResultFacts = {
    id: ID,
    project,
    target: 'docker-build',
    recordFile: 'build.json',
    status: 'success',
    hash: 'h',
    startTime: build.startedAt,
    endTime: build.startedAt + 9_200,
  };
  return joinRun({
    id: `run-${index}"><script>`,
    run: `run-${index}`,
    command,
    machine: 'm',
    startedAt: build.startedAt,
    endedAt: build.startedAt + 9_500,
    parallel: undefined,
    results: [result],
    graph: undefined,
    builds: [build],
    files: new Map(),
  });
}
