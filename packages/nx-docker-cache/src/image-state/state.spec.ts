import { readImageState, readTargetRegistry } from './state';

const STATE = {
  schemaVersion: 2,
  generation: 'g',
  engineId: 'e',
  workspaceRoot: '/w',
  images: { 'app:latest': 'sha256:a' },
  sources: ['app'],
  irregular: 'd',
};
const REGISTRY = { schemaVersion: 2, epoch: 'e', workspaceRoot: '/w', variables: ['A'] };

describe('readImageState', () => {
  it('reads what was written, and only that', () => {
    expect(readImageState({ ...STATE, inode: '1' })).toEqual(STATE);
    const untracked = { a: 'executable' };
    expect(readImageState({ ...STATE, untracked: { ...untracked, b: 1 } })).toEqual({ ...STATE, untracked });
  });

  it.each<[unknown]>([
    [undefined],
    ['text'],
    [[]],
    [{ ...STATE, schemaVersion: 1 }],
    [{ ...STATE, generation: '' }],
    [{ ...STATE, engineId: undefined }],
    [{ ...STATE, workspaceRoot: 1 }],
    [{ ...STATE, images: {} }],
    [{ ...STATE, images: { 'app:latest': '' } }],
    [{ ...STATE, images: ['sha256:a'] }],
    [{ ...STATE, sources: [1] }],
    [{ ...STATE, sources: undefined }],
    [{ ...STATE, irregular: '' }],
  ])('reads %j as absent', (value) => {
    expect(readImageState(value)).toBeUndefined();
  });
});

describe('readTargetRegistry', () => {
  it('reads what was written', () => {
    expect(readTargetRegistry(REGISTRY)).toEqual(REGISTRY);
  });

  it.each<[unknown]>([
    [null],
    [{ ...REGISTRY, schemaVersion: 0 }],
    [{ ...REGISTRY, epoch: undefined }],
    [{ ...REGISTRY, variables: 'A' }],
    [{ ...REGISTRY, variables: [1] }],
  ])('reads %j as absent', (value) => {
    expect(readTargetRegistry(value)).toBeUndefined();
  });
});
