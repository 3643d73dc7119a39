import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../cache-folder';
import { formatted } from '../formatted';
import { repositoryRoot } from '../repository-root';
import { cloneIn, dockerfilesOf, fetchClone, type PublicRepository } from './clones';
import { seededRandom } from '../../e2e/support/seeded-random';
import { drawFindings, renderDrawn } from './draw-findings';
import { examine, type Examined } from './examine';
import { renderSummary, type ExaminedRepository } from './summary';

const DRAWN = 100;
const PAGE = 'docs/public-dockerfiles.md';

/**
 * `npm run public-dockerfiles`: upgrades and judges the Dockerfiles of the public repositories in repositories.json, and
 * writes docs/public-dockerfiles.md. `-- --clones DIR` names a folder with clones; what it lacks is cloned there.
 * `--keep DIR` writes every changed file there, before and after, for a reader, and what was left alone; `--findings FILE` a hundred findings of
 * `check`, drawn at random (`--seed N`). Nothing of them is committed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clones: { type: 'string' },
      keep: { type: 'string' },
      findings: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const clones = values.clones ?? join(cacheFolder(), 'public-repositories');
  const repositories = listed().map((entry) => examineRepository(entry, clones));
  writeFileSync(join(repositoryRoot, PAGE), await formatted(PAGE, renderSummary(repositories)));
  if (values.keep !== undefined) keep(repositories, values.keep);
  if (values.findings !== undefined) {
    const found = repositories.flatMap(({ files }) =>
      files.flatMap(({ findings, before }) => findings.map((finding) => ({ finding, text: before }))),
    );
    writeFileSync(
      values.findings,
      renderDrawn(drawFindings(found, DRAWN, seededRandom(Number(values.seed)))),
    );
  }
  const defects = repositories.flatMap(({ files }) =>
    files.flatMap(({ file, defects: own }) => own.map((defect) => `${file}: ${defect}`)),
  );
  for (const defect of defects) console.error(defect);
  console.log(`wrote ${PAGE}; ${defects.length} defects`);
  process.exitCode = defects.length === 0 ? 0 : 1;
}

function listed(): readonly PublicRepository[] {
  return JSON.parse(
    readFileSync(join(__dirname, 'repositories.json'), 'utf8'),
  ) as readonly PublicRepository[];
}

function examineRepository(entry: PublicRepository, clones: string): ExaminedRepository {
  console.log(entry.repository);
  const clone = cloneIn(clones, entry) ?? fetchClone(clones, entry);
  const files = dockerfilesOf(entry, clone).map(({ repository, path, bytes, folder }) =>
    examine(`${repository}/${path}`, bytes, folder),
  );
  return { ...entry, files };
}

function keep(repositories: readonly ExaminedRepository[], folder: string): void {
  const changed = repositories.flatMap(({ files }) => files.filter((file: Examined) => file.changed));
  for (const { file, before, after } of changed)
    for (const [name, text] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const target = join(folder, name, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  writeFileSync(join(folder, 'declined.txt'), declinedLines(repositories).join('\n'));
}

/** What was left alone, one a line: what two versions of the upgrade decide can be compared. */
function declinedLines(repositories: readonly ExaminedRepository[]): readonly string[] {
  return repositories.flatMap(({ files }) =>
    files.flatMap(({ file, declined }) =>
      declined.map(({ tool, reason, line }) => `${file}:${line} ${tool} ${reason}`),
    ),
  );
}

void main();
