import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockerLog, type DockerLog } from './support/docker-log';
import { IS_FULL } from './support/full-form';
import { images } from './support/images';
import { seededRandom } from './support/seeded-random';
import { scratchFolder } from './support/scratch-folder';
import { createWorkspace, type Workspace } from './support/workspace';

const STEPS = IS_FULL ? 200 : 20;
const SEED = Number(process.env['NX_DOCKER_CACHE_TEST_SEED'] ?? '20261122');

jest.setTimeout(STEPS * 30_000);

const IMAGE = `e2e-${randomUUID().slice(0, 8)}/random:latest`;
const CONTENTS = ['A', 'B', 'C'];

/** Whatever happens to source, image and memory: after each run the engine has the image of the present source. */
describe(`the task cache over ${STEPS} random steps (seed ${SEED})`, () => {
  const engine = images();
  let workspace: Workspace;
  let log: DockerLog;

  beforeAll(async () => {
    log = dockerLog(scratchFolder('docker-log', randomUUID()));
    workspace = await createWorkspace({
      daemon: true,
      env: { PATH: log.path },
      files: {
        'apps/random/project.json': {
          name: 'random',
          targets: { 'docker-build': { options: { tags: [IMAGE] } } },
        },
        'apps/random/Dockerfile': 'FROM scratch\nCOPY content /\n',
        'apps/random/.dockerignore': 'notes\n',
        'apps/random/content': 'A',
        'apps/random/notes': '',
      },
    });
    await workspace.nx(['show', 'projects']);
  });

  afterAll(async () => {
    await workspace.dispose();
    await engine.remove(IMAGE, ...CONTENTS.map(keptImage));
  });

  const memory = (): string => {
    const base = join(workspace.root, '.nx/workspace-data/nx-docker-cache');
    return join(base, readdirSync(base)[0] ?? '');
  };

  /** What may happen between two runs. Weighted by how often a name stands in `CHOICES`. */
  const EVENTS = {
    nothing: () => undefined,
    edit: (random) => {
      workspace.write('apps/random/content', pick(CONTENTS, random));
    },
    note: (random) => {
      workspace.write('apps/random/notes', String(random()));
    },
    touch: () => {
      workspace.write('apps/random/content', workspace.read('apps/random/content'));
    },
    remove: () => engine.remove(IMAGE),
    retag: async (random) => {
      const kept = keptImage(pick(CONTENTS, random));
      if ((await engine.id(kept)) !== undefined) await engine.docker('tag', kept, IMAGE);
    },
    byHand: async (random) => {
      const now = workspace.read('apps/random/content');
      workspace.write('apps/random/content', pick(CONTENTS, random));
      await engine.docker('buildx', 'build', '--quiet', '--tag', IMAGE, join(workspace.root, 'apps/random'));
      workspace.write('apps/random/content', now);
    },
    lose: () => {
      rmSync(memory(), { recursive: true });
    },
    damage: (random) => {
      const folder = join(memory(), 'images');
      mkdirSync(folder, { recursive: true });
      for (const file of readdirSync(folder))
        writeFileSync(join(folder, file), random() < 0.5 ? '' : '{"a":1}');
    },
    race: (random) => {
      const file = join(workspace.root, 'apps/random/content');
      log.beforeNextBuild(IMAGE, `printf %s ${pick(CONTENTS, random)} > '${file}'`);
    },
    force: async () => {
      await workspace.nx(['run', 'random:docker-build:no-cache']);
    },
  } satisfies Record<string, (random: () => number) => unknown>;

  const CHOICES: readonly (keyof typeof EVENTS)[] = [
    'nothing',
    'nothing',
    'nothing',
    'edit',
    'edit',
    'edit',
    'edit',
    'note',
    'touch',
    'remove',
    'retag',
    'retag',
    'byHand',
    'lose',
    'damage',
    'race',
    'force',
  ];

  it('always leaves the image of the present source', async () => {
    const random = seededRandom(SEED);
    const history: string[] = [];
    let hits = 0;
    for (let step = 0; step < STEPS; step++) {
      const event = pick(CHOICES, random);
      await EVENTS[event](random);
      log.take();
      const { exitCode, stdout, stderr } = await workspace.nx(['run', 'random:docker-build']);
      const isHit = !log.take().some((call) => call.startsWith('buildx build'));
      hits += Number(isHit);
      const source = workspace.read('apps/random/content');
      history.push(`${event} → ${source} ${isHit ? 'hit' : 'built'}`);
      expect({ history, output: exitCode === 0 ? '' : stdout + stderr }).toEqual({ history, output: '' });
      expect({ history, image: await engine.fileIn(IMAGE, '/content') }).toEqual({ history, image: source });
      await engine.docker('tag', IMAGE, keptImage(source));
    }
    expect(hits).toBeGreaterThan(STEPS / 10);
  });
});

function keptImage(content: string): string {
  return IMAGE.replace(':latest', `:${content.toLowerCase()}`);
}

function pick<T>(choices: readonly T[], random: () => number): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new RangeError('nothing to choose from');
  return chosen;
}
