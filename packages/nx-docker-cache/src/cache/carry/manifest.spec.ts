import { archiveFile, readManifest } from './manifest';

const MOUNT = { key: '/pip', target: '/c', owner: { uid: 7 }, tool: 'pip', file: 'pip-1.tar', bytes: 3 };
const MANIFEST = { schemaVersion: 1, savedAt: 5, platform: 'linux/amd64', mounts: [MOUNT] };

it('reads what was written', () => {
  expect(readManifest(JSON.stringify(MANIFEST))).toEqual({ kind: 'read', manifest: MANIFEST });
});

it.each<[string, unknown]>([
  ['no JSON', '{'],
  ['a list', []],
  ['another version', { ...MANIFEST, schemaVersion: 2 }],
  ['no version', { ...MANIFEST, schemaVersion: undefined }],
  ['no time', { ...MANIFEST, savedAt: 'now' }],
  ['no mounts', { ...MANIFEST, mounts: undefined }],
  ['a file in another folder', { ...MANIFEST, mounts: [{ ...MOUNT, file: '../pip-1.tar' }] }],
  ['an absolute file', { ...MANIFEST, mounts: [{ ...MOUNT, file: '/etc/x.tar' }] }],
  ['a file that is an instruction', { ...MANIFEST, mounts: [{ ...MOUNT, file: 'x.tar /\nRUN y.tar' }] }],
  ['no size', { ...MANIFEST, mounts: [{ ...MOUNT, bytes: -1 }] }],
  ['an owner that is none', { ...MANIFEST, mounts: [{ ...MOUNT, owner: { uid: '0' } }] }],
  ['a mount that is none', { ...MANIFEST, mounts: [null] }],
])('refuses %s', (_, value) => {
  expect(readManifest(typeof value === 'string' ? value : JSON.stringify(value))).toMatchObject({
    kind: 'invalid',
  });
});

it.each<[string | undefined, string, string]>([
  ['pip', '/root/.cache/pip', 'pip-ab.tar'],
  [undefined, '/root/.m2/Repository', 'root-m2-repository-ab.tar'],
  [undefined, '///', 'mount-ab.tar'],
  [undefined, `x${'-y'.repeat(60)}`, `${'y-'.repeat(20).slice(0, -1)}-ab.tar`],
])('names the file of %s %s', (tool, cacheId, expected) => {
  const file = archiveFile({ tool, cacheId }, 'ab');
  expect(file).toBe(expected);
  const mounts = [{ ...MOUNT, file }];
  expect(readManifest(JSON.stringify({ ...MANIFEST, mounts })).kind).toBe('read');
});
