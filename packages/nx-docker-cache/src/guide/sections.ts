import { formatDuration } from '../timing/duration';
import { percent } from '../timing/percent';
import type { GuideFacts, GuideProject, GuideTimes, Measured } from './guide-facts';

/** A part of the guide that is written anew each time. Its heading is written once, and the reader's from then on. */
export interface GuideSection {
  /** Names it in the markers. */
  readonly name: string;
  readonly heading: string;
  readonly render: (facts: GuideFacts) => readonly string[];
}

export const GUIDE_SECTIONS: readonly GuideSection[] = [
  { name: 'projects', heading: 'Projects with images', render: ({ projects }) => projectTable(projects) },
  { name: 'commands', heading: 'Commands', render: ({ projects }) => commands(projects) },
  { name: 'times', heading: 'Measured times', render: ({ times }) => timeTable(times) },
  { name: 'troubleshooting', heading: 'Troubleshooting', render: () => troubleshooting() },
];

function projectTable(projects: readonly GuideProject[]): readonly string[] {
  if (projects.length === 0) return ['No project of this workspace has a Dockerfile.'];
  const rows = projects.flatMap(({ name, dockerfiles, targets }) =>
    dockerfiles.map(({ file, mounts, problem }) => [
      code(name),
      code(file),
      targets.build === undefined ? '' : code(targets.build),
      problem ?? mountWords(mounts),
    ]),
  );
  return table(['project', 'Dockerfile', 'build target', 'cache mounts'], rows);
}

function mountWords(mounts: GuideProject['dockerfiles'][number]['mounts']): string {
  if (mounts.length === 0) return 'none';
  const words = mounts.map(({ tool, target }) => `${tool === undefined ? '' : `${tool}: `}${code(target)}`);
  return [...new Set(words)].join(', ');
}

function commands(projects: readonly GuideProject[]): readonly string[] {
  const example = projects.find(({ targets }) => targets.build !== undefined);
  const build = example?.targets.build ?? 'docker-build';
  const run = (target: string | undefined): string | undefined =>
    target === undefined ? undefined : `npx nx run ${example?.name ?? '<project>'}:${target}`;
  const { check, status, prune, report } = example?.targets ?? {};
  const rows: readonly (readonly [string | undefined, string])[] = [
    [run(build), 'builds an image; steps whose inputs are the same come from the cache'],
    [run(`${build}:no-cache`), 'runs every step again, with warm cache mounts'],
    [`npx nx affected -t ${build}`, 'builds what a change affects'],
    [run(report), 'where the time went, and why steps ran again'],
    [run(check), 'what is wrong with Dockerfile, context or machine'],
    [run(status), 'what the builder keeps for the project'],
    [run(prune) && `${run(prune) ?? ''} --dryRun`, 'what clearing its cache would remove'],
    ['npx nx g nx-docker-cache:add-cache-mounts --all --dry-run', 'upgrades that Dockerfiles still lack'],
  ];
  return table(
    ['command', 'what it does'],
    rows.flatMap(([command, does]) => (command === undefined ? [] : [[code(command), does]])),
  );
}

function timeTable(times: readonly GuideTimes[]): readonly string[] {
  if (times.length === 0) return ['No build is recorded on this machine yet.'];
  const rows = times.map(({ id, whole, cached, cachedSteps, totalSteps, first, last }) => [
    code(id),
    measuredText(whole),
    measuredText(cached),
    percent(cachedSteps, totalSteps),
    [...new Set([day(first), day(last)])].join(' to '),
  ]);
  return [
    ...table(['target', 'every step ran', 'with cached steps', 'steps cached', 'measured'], rows),
    '',
    'Medians of the successful builds that the machine which wrote this remembers; in brackets how many there were.',
  ];
}

function measuredText({ builds, medianMs }: Measured): string {
  return medianMs === undefined ? '–' : `${formatDuration(medianMs)} (${builds})`;
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

const TROUBLES = [
  [
    'a step runs again although nothing changed',
    'the end of the build says why; all reasons: the report target with `--explain`',
  ],
  [
    'packages are downloaded again',
    'the check target: NDC001 (no mount), NDC002 and NDC003 (a mount that is switched off or wiped), NDC010 (a copy above the install)',
  ],
  [
    'mounts are empty after some days',
    'the garbage collection took them: NDC111 says when; `npx nx g nx-docker-cache:enable-buildkit` changes its rules',
  ],
  [
    'the disk is full',
    'the cache-status target says whose cache it is; the prune target removes one project’s',
  ],
  [
    'the image is there and Nx builds all the same',
    'the run before made another image (hits begin with the run after the next), or it was removed or tagged anew since: a task hit needs the image that the sources build',
  ],
  [
    'every file changes the image',
    'NDC202 and NDC203 name what the ignore file lets in; `npx nx g nx-docker-cache:dockerignore` completes it',
  ],
  ['packages in a mount are damaged', 'the prune target with `--mount=<id>` removes that one mount'],
] as const;

function troubleshooting(): readonly string[] {
  return table(['what is seen', 'where to look'], TROUBLES);
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)];
}

/** Names are code, whatever they hold. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]+/g, ' ')}\``;
}
