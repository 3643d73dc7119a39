import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageState, TargetRegistry } from '../image-state/state';
import { imageStateStore } from './image-state-store';
import type { ImageObservation } from './world';

const STATE: ImageState = {
  schemaVersion: 2,
  generation: 'g',
  engineId: 'e',
  workspaceRoot: '/w',
  images: { 'app:latest': 'sha256:a' },
  sources: ['app'],
  irregular: 'd',
};
const REGISTRY: TargetRegistry = { schemaVersion: 2, epoch: 'e', workspaceRoot: '/w', variables: ['V'] };
const OBSERVATION: ImageObservation = {
  engine: { id: 'e', version: '28.0.0', containerdStore: true },
  ids: { 'app:latest': 'sha256:a' },
  references: ['app:latest'],
  cursor: 'c',
};

describe('imageStateStore', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'image-state-'));
  });
  afterEach(() => {
    rmSync(data, { recursive: true });
  });
  const folder = (): string => join(data, 'nx-docker-cache', readdirSync(join(data, 'nx-docker-cache'))[0]!);

  it('reads what it wrote, and nothing where nothing was written', () => {
    const store = imageStateStore(data, '/w');
    expect([store.state('V'), store.registry(), store.observation()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    store.writeState('V', STATE);
    store.writeRegistry(REGISTRY);
    store.writeObservation(OBSERVATION);
    expect([store.state('V'), store.registry(), store.observation()]).toEqual([STATE, REGISTRY, OBSERVATION]);
    store.removeState('V');
    expect(store.state('V')).toBeUndefined();
    store.removeState('V');
  });

  it('keeps clones that share a folder apart', () => {
    imageStateStore(data, '/w').writeState('V', STATE);
    expect(imageStateStore(data, '/clone').state('V')).toBeUndefined();
  });

  it('takes a copy, also one that replaced the original, for absent', () => {
    const store = imageStateStore(data, '/w');
    store.writeState('V', STATE);
    store.writeRegistry(REGISTRY);
    const file = join(folder(), 'images', 'V.json');
    copyFileSync(file, join(folder(), 'images', 'W.json'));
    expect(store.state('W')).toBeUndefined();
    cpSync(data, `${data}-copy`, { recursive: true });
    rmSync(data, { recursive: true });
    cpSync(`${data}-copy`, data, { recursive: true });
    rmSync(`${data}-copy`, { recursive: true });
    expect([store.state('V'), store.registry()]).toEqual([undefined, undefined]);
  });

  it('takes a copy that got the inode of the original for absent', () => {
    const store = imageStateStore(data, '/w');
    store.writeState('V', STATE);
    const file = join(folder(), 'images', 'V.json');
    expect(store.state('V')).toEqual(STATE);
    writeFileSync(file, readFileSync(file));
    expect(store.state('V')).toBeUndefined();
  });

  it.each(['', '{', '[]', 'null', '{"schemaVersion":1}'])('takes %j for absent', (damage) => {
    const store = imageStateStore(data, '/w');
    store.writeState('V', STATE);
    writeFileSync(join(folder(), 'images', 'V.json'), damage);
    expect(store.state('V')).toBeUndefined();
  });

  it('lets one task of a known run claim a variable', () => {
    const store = imageStateStore(data, '/w');
    expect(store.claim('run', 'V')).toBe(false);
    store.startRun('run');
    expect([store.claim('run', 'V'), store.claim('run', 'V'), store.claim('run', 'W')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('shows what spoilt a run', () => {
    const store = imageStateStore(data, '/w');
    store.startRun('run');
    store.spoil('run', 'V');
    store.spoil('run', 'V');
    expect([store.isSpoilt('run', 'V'), store.isSpoilt('run', 'W')]).toEqual([true, false]);
    expect(() => {
      store.spoil('unknown', 'V');
    }).not.toThrow();
  });

  it('forgets runs of days gone by', () => {
    const store = imageStateStore(data, '/w');
    store.startRun('old');
    const long = new Date(Date.now() - 3 * 24 * 3600 * 1000);
    utimesSync(join(folder(), 'runs', 'old'), long, long);
    store.startRun('new');
    expect(readdirSync(join(folder(), 'runs'))).toEqual(['new']);
  });

  it('sees what changed in the sources since a run started', async () => {
    const store = imageStateStore(data, '/w');
    const sources = join(data, 'sources');
    mkdirSync(join(sources, 'src', 'deep'), { recursive: true });
    mkdirSync(join(sources, 'node_modules'));
    writeFileSync(join(sources, 'src', 'deep', 'file'), '1');
    await pause();
    store.startRun('run');
    expect(store.changedSinceStart('run', [sources, join(data, 'absent')])).toBe(false);
    await pause();
    writeFileSync(join(sources, 'node_modules', 'x'), '');
    expect(store.changedSinceStart('run', [sources])).toBe(false);
    rmSync(join(sources, 'src', 'deep', 'file'));
    expect(store.changedSinceStart('run', [sources])).toBe(true);
    expect(store.changedSinceStart('unknown', [sources])).toBe(true);
  });
});

/** Longer than the grain of change times. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
