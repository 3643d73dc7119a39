import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, ImageObservation } from '../packages/nx-docker-cache/src/io/world';
import { privateEngine, type PrivateEngine } from '../tools/engine/ensure-engine';
import type { ImageStore } from '../tools/engine/suites';
import { engineAt } from './support/engine-at';
import { images, type Images } from './support/images';
import { scratchFolder } from './support/scratch-folder';
import { seededRandom } from './support/seeded-random';

jest.setTimeout(900_000);

const SEED = Number(process.env['E2E_SEED'] ?? Date.now() % 100_000);

async function observe(
  engine: Engine,
  references: readonly string[],
  earlier?: ImageObservation,
): Promise<ImageObservation> {
  const answer = await engine.observeImages(references, earlier);
  if ('unreachable' in answer) throw new Error(answer.unreachable);
  return answer.observation;
}

describe.each<[ImageStore, boolean]>([
  ['containerd', true],
  ['graph', false],
])('with the image store of %s', (imageStore, containerdStore) => {
  let engine: PrivateEngine;
  let api: Engine;
  let docker: Images;
  let context: string;

  beforeAll(async () => {
    const stateDir = scratchFolder('engine-api', randomUUID().slice(0, 8));
    engine = await privateEngine({ suite: 'sid', stateDir, imageStore });
    api = engineAt(engine.env);
    docker = images(engine.env);
    context = join(stateDir, 'context');
    mkdirSync(context);
    writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY content /\n');
  }, 900_000);

  afterAll(async () => {
    await engine.remove();
  });

  const buildImage = async (tag: string, content: string): Promise<void> => {
    writeFileSync(join(context, 'content'), content);
    await docker.docker(
      'buildx',
      'build',
      '--load',
      '--quiet',
      '--provenance=false',
      `--tag=${tag}`,
      context,
    );
  };

  it('tells the facts', async () => {
    expect(await api.facts()).toEqual({
      facts: {
        id: expect.any(String) as string,
        version: expect.stringMatching(/^\d+\./) as string,
        containerdStore,
      },
    });
  });

  it('finds images by every way to write their names', async () => {
    await buildImage('names:latest', 'names');
    const id = await docker.id('names');
    const ids = await api.imageIds([
      'names',
      'names:latest',
      'docker.io/library/names',
      'names:other',
      'nothing',
    ]);
    expect(Object.fromEntries(ids)).toEqual({ names: id, 'names:latest': id, 'docker.io/library/names': id });
  });

  it('says the same as an inspect after each of many changes', async () => {
    const tags = ['a:1', 'a:2', 'b:latest', 'c/d:latest'];
    const random = seededRandom(SEED);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    const archive = join(context, '..', 'saved.tar');
    const actions: Record<string, () => Promise<unknown>> = {
      build: () => buildImage(pick(tags), pick(['1', '2', '3'])),
      'build two tags': async () => {
        writeFileSync(join(context, 'content'), pick(['1', '2', '3']));
        await docker.docker(
          'buildx',
          'build',
          '--load',
          '-q',
          '--provenance=false',
          '-t',
          pick(tags),
          '-t',
          pick(tags),
          context,
        );
      },
      tag: () => tolerant(docker.docker('tag', pick(tags), pick(tags))),
      remove: () => tolerant(docker.docker('image', 'rm', '--force', pick(tags))),
      'remove by id': async () => {
        const id = await docker.id(pick(tags));
        if (id !== undefined) await tolerant(docker.docker('image', 'rm', '--force', id));
      },
      'save and load': async () => {
        const tag = pick(tags);
        if ((await docker.id(tag)) === undefined) return;
        await docker.docker('save', '-o', archive, tag);
        if (random() < 0.5) await buildImage(tag, pick(['1', '2', '3']));
        await docker.docker('load', '-i', archive);
      },
      import: () => docker.docker('import', archive, pick(tags)).catch(() => undefined),
      prune: () => docker.docker('image', 'prune', '--force'),
      nothing: () => Promise.resolve(),
    };
    let observation = await observe(api, tags);
    for (let round = 0; round < 60; round += 1) {
      const name = pick(Object.keys(actions));
      await actions[name]!();
      observation = await observe(api, tags, observation);
      const truth = Object.fromEntries(
        (await Promise.all(tags.map(async (tag) => [tag, await docker.id(tag)] as const))).filter(
          ([, id]) => id !== undefined,
        ),
      );
      expect({ seed: SEED, round, name, ids: observation.ids }).toEqual({
        seed: SEED,
        round,
        name,
        ids: truth,
      });
    }
  });

  it('trusts no observation of an engine that was restarted, and sees what changed meanwhile', async () => {
    await buildImage('restart:1', 'before');
    const before = await observe(api, ['restart:1']);
    await engine.stop();
    await engine.start();
    await buildImage('restart:1', 'after');
    const after = await observe(api, ['restart:1'], before);
    expect(after.ids['restart:1']).toBe(await docker.id('restart:1'));
    expect(after.ids['restart:1']).not.toBe(before.ids['restart:1']);
  });

  it('says why an engine does not answer', async () => {
    const nowhere = engineAt({ DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    expect(await nowhere.facts()).toEqual({ unreachable: expect.stringContaining('ENOENT') as string });
    await expect(nowhere.imageIds(['a'])).rejects.toThrow('ENOENT');
  });
});

it('reaches an engine through the docker CLI where it has to (ssh, TLS)', async () => {
  const direct = await engineAt({}).facts();
  expect(direct).toHaveProperty('facts');
  // The CLI goes by the environment of the process, so it takes the direct way for us.
  expect(await engineAt({ DOCKER_HOST: 'ssh://nowhere' }).facts()).toEqual(direct);
});

async function tolerant(action: Promise<unknown>): Promise<void> {
  await action.catch(() => undefined);
}
