import type { Examined } from './examine';

export interface ExaminedRepository {
  readonly repository: string;
  readonly commit: string;
  readonly files: readonly Examined[];
}

/** The page: what became of all files, by repository, tool, reason and rule. */
export function renderSummary(repositories: readonly ExaminedRepository[]): string {
  const files = repositories.flatMap((repository) => repository.files);
  const read = files.filter(({ refused }) => refused === undefined);
  return [
    '# The upgrade on public Dockerfiles',
    '',
    '<!-- Written by `npm run public-dockerfiles`. -->',
    '',
    `${count(files.length, 'Dockerfile')} of ${repositories.length} public repositories (tools/public-dockerfiles/repositories.json):`,
    `${read.length} are Dockerfiles, the others templates and fragments that BuildKit refuses too. ${
      read.filter(({ changed }) => changed).length
    } were changed; each was upgraded twice, with the folder that it lies in as its build context. In ${
      read.filter(({ reordered }) => reordered.length > 0).length
    } an install was put above the sources.`,
    '',
    `Defects (a crash, an edit that does not read back as planned, a second run that changes something, a text that is not printed as it was read): **${
      files.flatMap(({ defects }) => defects).length
    }**.`,
    ...section('By tool', ['tool', 'mounts added', 'had all', 'moved up', 'left alone'], toolRows(read)),
    ...section('Left alone', ['reason', 'calls', 'tools'], reasonRows(read)),
    ...section('Findings of `check`', ['rule', 'findings', 'files'], ruleRows(read)),
    ...section('Refused', ['code', 'files'], refusedRows(files)),
    ...section(
      'Repositories',
      ['repository', 'commit', 'files', 'changed'],
      repositories.map(({ repository, commit, files: own }) => [
        repository,
        `\`${commit.slice(0, 12)}\``,
        own.length,
        own.filter(({ changed }) => changed).length,
      ]),
    ),
    '',
  ].join('\n');
}

type Cell = string | number;

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  return ['', `## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function line(cells: readonly Cell[]): string {
  return `| ${cells.join(' | ')} |`;
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

function toolRows(files: readonly Examined[]): readonly (readonly Cell[])[] {
  const mounted = tally(files.flatMap((file) => file.mounted));
  const satisfied = tally(files.flatMap((file) => file.satisfied));
  const moved = tally(files.flatMap((file) => file.reordered));
  const declined = tally(files.flatMap((file) => file.declined.map(({ tool }) => tool)));
  const tools = [
    ...new Set([mounted, satisfied, moved, declined].flatMap((counts) => [...counts.keys()])),
  ].sort();
  return tools.map((tool) => [
    tool,
    ...[mounted, satisfied, moved, declined].map((counts) => counts.get(tool) ?? 0),
  ]);
}

function reasonRows(files: readonly Examined[]): readonly (readonly Cell[])[] {
  const declined = files.flatMap((file) => file.declined);
  return byCount(tally(declined.map(({ reason }) => reason))).map(([reason, calls]) => [
    `[${reason}](declined.md#${reason})`,
    calls,
    [...new Set(declined.filter((each) => each.reason === reason).map(({ tool }) => tool))].sort().join(', '),
  ]);
}

function ruleRows(files: readonly Examined[]): readonly (readonly Cell[])[] {
  const findings = tally(files.flatMap(codesOf));
  const inFiles = tally(files.flatMap((file) => [...new Set(codesOf(file))]));
  return [...findings]
    .sort()
    .map(([code, found]) => [`[${code}](rules/${code}.md)`, found, inFiles.get(code) ?? 0]);
}

function refusedRows(files: readonly Examined[]): readonly (readonly Cell[])[] {
  return byCount(tally(files.flatMap(({ refused }) => refused ?? [])));
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function byCount(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
}

function codesOf({ findings }: Examined): readonly string[] {
  return findings.map(({ code }) => code);
}
