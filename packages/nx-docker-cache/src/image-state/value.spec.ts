import { irregularDigest } from './irregular-files';
import { STATE_SCHEMA_VERSION, type ImageState } from './state';
import { valueToHash, type Seen, type SeenImages, type ValueFacts } from './value';

const STATE: ImageState = {
  schemaVersion: STATE_SCHEMA_VERSION,
  generation: 'generation',
  engineId: 'engine',
  workspaceRoot: '/w',
  images: { 'app:latest': 'sha256:a', 'app:2': 'sha256:a' },
  sources: ['app'],
  irregular: irregularDigest([], ['app']),
};

const IDS = { 'app:latest': 'sha256:a', 'app:2': 'sha256:a', other: 'sha256:b' };
const seen = (ids: SeenImages['ids'], engineId = 'engine', irregular: Seen['irregular'] = []): Seen => ({
  images: { engineId, ids },
  irregular,
});

const FACTS: ValueFacts = {
  state: STATE,
  seen: seen(IDS),
  workspaceRoot: '/w',
  run: 'run',
};

describe('valueToHash', () => {
  it('stays the same when files elsewhere can be executed now', () => {
    const elsewhere = seen(IDS, 'engine', [{ path: 'other/a', mode: '100755' }]);
    expect(valueToHash({ ...FACTS, seen: elsewhere })).toBe('generation');
  });

  it.each<[string, string | undefined, string]>([
    ['as it was', 'file', 'generation'],
    ['one that can be executed', 'executable', 'run'],
    ['gone, which Nx sees', undefined, 'generation'],
  ])('knows a file that git does not keep: %s', (_, form, value) => {
    const state = { ...STATE, untracked: { 'app/new': 'file' } };
    const untracked: Record<string, string> = form === undefined ? {} : { 'app/new': form };
    expect(valueToHash({ ...FACTS, state, seen: { ...seen(IDS), untracked } })).toBe(value);
  });

  it('is the generation while nothing has changed', () => {
    expect(valueToHash(FACTS)).toBe('generation');
  });

  it.each<[string, Partial<ValueFacts>]>([
    ['no state', { state: undefined }],
    ['no engine', { seen: undefined }],
    ['another engine', { seen: seen(IDS, 'other') }],
    ['a file that can be executed now', { seen: seen(IDS, 'engine', [{ path: 'app/a', mode: '100755' }]) }],
    ['no git any more', { seen: { ...seen(IDS), irregular: undefined } }],
    ['another clone', { workspaceRoot: '/clone' }],
    ['one tag without image', { seen: seen({ 'app:latest': 'sha256:a' }) }],
    ['another image', { seen: seen({ 'app:latest': 'sha256:b', 'app:2': 'sha256:a' }) }],
  ])('is new with %s', (_what, change) => {
    expect(valueToHash({ ...FACTS, ...change })).toBe('run');
  });
});
