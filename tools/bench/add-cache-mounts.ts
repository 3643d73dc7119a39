import { flushChanges, FsTree } from 'nx/src/generators/tree';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import addCacheMountsGenerator from '../../packages/nx-docker-cache/src/generators/add-cache-mounts/generator';
import { projectsWithDockerfiles } from './dockerfiles/projects';
import { machine, type Say } from './support/figures';

const PROJECTS = 200;

/**
 * `nx g add-cache-mounts --all` on 200 projects in a folder, without the start of Nx and its project graph: from the
 * call of the generator to the last written file, in a process that has upgraded nothing yet.
 */
export async function run(say: Say): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'bench-add-cache-mounts-'));
  try {
    const { files, projects } = projectsWithDockerfiles(PROJECTS);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const cpu = process.cpuUsage();
    const start = performance.now();
    const tree = new FsTree(root, false);
    let printed = '';
    const print = (text: string): void => {
      printed += text;
    };
    await addCacheMountsGenerator(
      tree,
      { all: true },
      {
        terminal: { out: print, err: print },
        projects: () => ({ written: () => projects, all: () => Promise.resolve(projects) }),
      },
    );
    const changes = tree.listChanges();
    flushChanges(root, changes);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const moved = printed.match(/\bbelow line \d+: /g)?.length ?? 0;
    say(
      `${PROJECTS} projects, ${changes.length} Dockerfiles upgraded, ${moved} installs put above the sources, ${printed.split('\n').length} lines printed: ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor time)`,
    );
    say(`${machine()}, one thread used`);
  } finally {
    rmSync(root, { recursive: true });
  }
}
