import { judgeBuild, type BuildOutcome } from './after-build';
import { irregularDigest } from './irregular-files';
import { STATE_SCHEMA_VERSION, type ImageState } from './state';
import type { SeenImages, Seen } from './value';

const STATE: ImageState = {
  schemaVersion: STATE_SCHEMA_VERSION,
  generation: 'g1',
  engineId: 'engine',
  workspaceRoot: '/w',
  images: { 'app:latest': 'sha256:a' },
  sources: ['app'],
  irregular: irregularDigest([], ['app']),
};

const seen = (engineId: string, ids: SeenImages['ids'], irregular: Seen['irregular'] = []): Seen => ({
  images: { engineId, ids },
  irregular,
});

const HASHED_UNDER_GENERATION: BuildOutcome = {
  hashedUnder: 'g1',
  run: 'r2',
  state: STATE,
  seen: seen('engine', { 'app:latest': 'sha256:a' }),
  workspaceRoot: '/w',
  tags: ['app:latest'],
  builtIds: ['sha256:config', 'sha256:a'],
  imageIsOnlyEffect: true,
  unnamedReads: [],
  sources: ['app'],
  sourcesChanged: false,
};

const HASHED_UNDER_RUN: BuildOutcome = { ...HASHED_UNDER_GENERATION, hashedUnder: 'r2', state: undefined };

describe('judgeBuild', () => {
  it('keeps a generation whose image the build left as it was', () => {
    expect(judgeBuild(HASHED_UNDER_GENERATION)).toEqual({ kind: 'keep' });
  });

  it('keeps what git does not keep of the sources', () => {
    const untracked = { 'app/new': 'file' };
    expect(judgeBuild({ ...HASHED_UNDER_RUN, untracked })).toEqual({
      kind: 'adopt',
      state: { ...STATE, generation: 'r2', untracked },
    });
  });

  it('makes the run a generation when the task was hashed with a value of its own', () => {
    expect(judgeBuild(HASHED_UNDER_RUN)).toEqual({ kind: 'adopt', state: { ...STATE, generation: 'r2' } });
  });

  it('makes the run a generation in place of one that was out of date', () => {
    const outcome = { ...HASHED_UNDER_RUN, state: { ...STATE, images: { 'app:latest': 'sha256:old' } } };
    expect(judgeBuild(outcome)).toEqual({ kind: 'adopt', state: { ...STATE, generation: 'r2' } });
  });

  it.each<[string, Partial<BuildOutcome>]>([
    ['a push', { imageIsOnlyEffect: false }],
    ['no value in the hash', { hashedUnder: undefined }],
    ['a value of neither the state nor the run', { hashedUnder: 'g0' }],
    ['a generation that is gone', { state: undefined }],
    ['a generation that was replaced', { state: { ...STATE, generation: 'g3' } }],
    ['an engine that does not answer', { seen: undefined }],
    ['another engine', { seen: seen('other', { 'app:latest': 'sha256:a' }) }],
    [
      'a file that can be executed now',
      { seen: seen('engine', { 'app:latest': 'sha256:a' }, [{ path: 'app/a', mode: '100755' }]) },
    ],
    ['another workspace', { workspaceRoot: '/elsewhere' }],
    ['a changed image', { builtIds: ['sha256:b'], seen: seen('engine', { 'app:latest': 'sha256:b' }) }],
    ['an image replaced behind the build', { builtIds: ['sha256:b'] }],
    ['a missing image', { seen: seen('engine', {}) }],
    ['another tag', { tags: ['app:2'], seen: seen('engine', { 'app:2': 'sha256:a' }) }],
    [
      'one tag more',
      {
        tags: ['app:latest', 'app:2'],
        seen: seen('engine', { 'app:latest': 'sha256:a', 'app:2': 'sha256:a' }),
      },
    ],
    ['no tag', { tags: [] }],
    ['a source changed on the way', { sourcesChanged: true }],
    ['an option that changes what is read', { unnamedReads: ['--context'] }],
  ])('forgets after %s', (_what, change) => {
    expect(judgeBuild({ ...HASHED_UNDER_GENERATION, ...change }).kind).toBe('forget');
  });

  it.each<[string, Partial<BuildOutcome>]>([
    ['a push', { imageIsOnlyEffect: false }],
    ['an engine that does not answer', { seen: undefined }],
    ['an image replaced behind the build', { builtIds: ['sha256:b'] }],
    ['no tag', { tags: [] }],
    ['a source changed on the way', { sourcesChanged: true }],
    ['an option that changes what is read', { unnamedReads: ['--context'] }],
    ['an unknown run', { run: undefined }],
  ])('adopts nothing after %s', (_what, change) => {
    expect(judgeBuild({ ...HASHED_UNDER_RUN, ...change }).kind).toBe('forget');
  });
});
