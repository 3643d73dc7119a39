import { buildLine, runLine } from '../history/lines';
import { buildEntry } from '../run/build-entry';
import { joinRun } from '../run/join-run';
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

/** The history of builds with such names, and the texts that a page must show as they are. */
export function hostileHistory(): { readonly history: ExampleHistory; readonly texts: readonly string[] } {
  const { project, command, step, above, dockerfile, file, entry, failure } = TEXTS;
  const id = `${project}:docker-build`;
  const builds = [0, 1, 2].map((index) =>
    buildEntry(
      exampleRecord({
        project,
        dockerfile,
        startedAt: index * 60_000,
        endedAt: index * 60_000 + 9_000,
        wallMs: 9_000,
        totalSteps: 3,
        image: { tags: [failure], id: undefined, configDigest: undefined },
        builder: { name: failure, driver: failure },
        origin: {
          id: `build-${index}`,
          machine: 'm',
          task: { id, hash: 'h', run: `run-${index}`, dependencies: {} },
        },
        steps: [
          exampleStep({
            name: above,
            kind: 'copy',
            stage: `a"'><b>`,
            line: 2,
            digest: 'above',
            ownMs: 900,
            bytes: 5_000,
            intervals: [{ start: index * 60_000 + 10, end: index * 60_000 + 910 }],
            explanation: {
              cause: {
                kind: 'file-changed',
                more: 0,
                files: [
                  {
                    path: file,
                    change: 'content',
                    entries: { changes: [{ name: entry, before: '<1>', after: undefined }], more: 0 },
                  },
                ],
              },
              also: [
                { kind: 'argument-changed', names: [`X' onfocus='window.hit=1`] },
                { kind: 'unknown', why: `\x1b[31m${failure}` },
              ],
            },
          }),
          exampleStep({
            name: step,
            line: 3,
            ownMs: 5_000,
            inputs: ['above'],
            intervals: [{ start: index * 60_000 + 910, end: index * 60_000 + 5_910 }],
            explanation: { cause: { kind: 'step-above-ran', step: 'above' }, also: [] },
          }),
          exampleStep({
            name: failure,
            line: 4,
            ownMs: 100,
            error: `${SCRIPT} exit code: 1`,
            intervals: [{ start: index * 60_000 + 5_910, end: index * 60_000 + 6_010 }],
          }),
        ],
      }),
    ),
  );
  const runs = builds.map((build, index) =>
    joinRun({
      id: `run-${index}"><script>`,
      run: `run-${index}`,
      command,
      machine: 'm',
      startedAt: build.startedAt,
      endedAt: build.startedAt + 9_500,
      parallel: undefined,
      results: [
        {
          id,
          project,
          target: 'docker-build',
          recordFile: 'build.json',
          status: 'success',
          hash: 'h',
          startTime: build.startedAt,
          endTime: build.startedAt + 9_200,
        },
      ],
      graph: undefined,
      builds: [build],
      files: new Map(),
    }),
  );
  const lastRun = runs.at(-1);
  if (lastRun === undefined) throw new Error('there is no run');
  const texts = [project, command, step, above, dockerfile, file, entry, failure];
  return { history: { lines: [...builds.map(buildLine), ...runs.map(runLine)], lastRun }, texts };
}
