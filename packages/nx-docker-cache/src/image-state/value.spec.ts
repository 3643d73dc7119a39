import type { ImageState } from './state';
import { valueToHash, type ValueFacts } from './value';

const STATE: ImageState = {
  schemaVersion: 1,
  generation: 'generation',
  engineId: 'engine',
  workspaceRoot: '/w',
  images: { 'app:latest': 'sha256:a', 'app:2': 'sha256:a' },
};

const FACTS: ValueFacts = {
  state: STATE,
  seen: { engineId: 'engine', ids: { 'app:latest': 'sha256:a', 'app:2': 'sha256:a', other: 'sha256:b' } },
  workspaceRoot: '/w',
  run: 'run',
};

describe('valueToHash', () => {
  it('is the generation while nothing has changed', () => {
    expect(valueToHash(FACTS)).toBe('generation');
  });

  it.each<[string, Partial<ValueFacts>]>([
    ['no state', { state: undefined }],
    ['no engine', { seen: undefined }],
    ['another engine', { seen: { ...FACTS.seen, engineId: 'other', ids: FACTS.seen!.ids } }],
    ['another clone', { workspaceRoot: '/clone' }],
    ['one tag without image', { seen: { engineId: 'engine', ids: { 'app:latest': 'sha256:a' } } }],
    [
      'another image',
      { seen: { engineId: 'engine', ids: { 'app:latest': 'sha256:b', 'app:2': 'sha256:a' } } },
    ],
  ])('is new with %s', (_what, change) => {
    expect(valueToHash({ ...FACTS, ...change })).toBe('run');
  });
});
