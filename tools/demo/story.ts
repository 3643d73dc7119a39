import { say, chapter } from './say';
import type { Measurement, Row, Variant } from './measurement';
import type { DemoWorkspace } from './workspace';

/** What the story needs from the outside: commands that are shown, run and timed. */
export interface Stage {
  readonly workspace: DemoWorkspace;
  run(words: readonly string[]): Promise<{ readonly seconds: number; readonly output: string }>;
  /** What all builds have fetched from the package index so far. */
  fetchedBytes(): number;
}

/** A small package that nothing in the requirements depends on. */
const ADDED_PACKAGE = 'itsdangerous==2.2.0';

const BUILD = ['npx', 'nx', 'docker-build', 'backend', '--output-style=stream'];

/** Tells the story and returns the measurements of the table. */
export async function tellStory(stage: Stage): Promise<Measurement[]> {
  chapter('1. As it was: the Dockerfile one finds everywhere');
  await stage.run(['cat', 'backend/Dockerfile']);
  const before = await fourRows(stage, 'old');

  chapter('2. The upgrade');
  await stage.run(['npx', 'nx', 'g', 'add-pip-cache', '--project=backend']);
  await stage.run(['git', '--no-pager', 'diff', '--', 'backend/Dockerfile']);

  chapter('3. After the upgrade');
  const after = await fourRows(stage, 'upgraded');

  chapter('4. The order of the layers: the sources are copied below the installs');
  await stage.run(['npx', 'nx', 'g', 'add-cache-mounts', '--project=backend']);
  await stage.run(['git', '--no-pager', 'diff', '--', 'backend/Dockerfile']);

  chapter('5. After that');
  const ordered = await fourRows(stage, 'ordered');
  return [...before, ...after, ...ordered];
}

async function fourRows(stage: Stage, variant: Variant): Promise<Measurement[]> {
  const { workspace } = stage;
  workspace.resetSources();
  workspace.emptyMounts();
  const measure = async (row: Row, remark: string): Promise<Measurement> => {
    console.log();
    say(remark);
    const fetchedBefore = stage.fetchedBytes();
    const { seconds, output } = await stage.run(BUILD);
    const fetchedBytes = stage.fetchedBytes() - fetchedBefore;
    return { row, variant, seconds, fetchedBytes, command: BUILD.join(' '), output };
  };
  const first = await measure('first', 'The first build: nothing is cached.');
  say('Again, with no change: every layer is cached, and from now on the result can be found again.');
  await stage.run(BUILD);
  const unchanged = await measure('unchanged', 'And again: a task hit, docker is not called.');
  workspace.changeCode();
  const code = await measure('code', 'A line of the application changed, the requirements did not.');
  workspace.addPackage(ADDED_PACKAGE);
  const added = await measure('package', `One package added to requirements.txt: ${ADDED_PACKAGE}.`);
  return [first, unchanged, added, code];
}
