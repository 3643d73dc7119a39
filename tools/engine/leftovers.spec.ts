import { layoutOf } from './layout';
import { belongsTo, mountsOf, type ProcessFacts } from './leftovers';

const layout = layoutOf({ suite: 'sid', cacheFolder: '/c', usualCacheFolder: '/c' });
const other = layoutOf({ suite: 'trixie', cacheFolder: '/c', usualCacheFolder: '/c' });
const overlay = `500 400 0:60 / / rw - overlay overlay rw,upperdir=${layout.dataRoot}/overlay2/abc/diff`;

it.each<[string, Omit<ProcessFacts, 'pid'>, boolean]>([
  [
    'its dockerd',
    { program: 'dockerd', args: ['dockerd', '--config-file', layout.daemonJson], rootMount: '' },
    true,
  ],
  [
    'its containerd',
    { program: 'containerd', args: ['containerd', '--config', `${layout.execRoot}/c.toml`], rootMount: '' },
    true,
  ],
  ['a step of a build', { program: 'python3.11', args: ['python3'], rootMount: overlay }, true],
  [
    'a runc of its BuildKit',
    { program: 'runc', args: ['runc', '--log', `${layout.dataRoot}/buildkit/x.json`], rootMount: '' },
    true,
  ],
  [
    'the dockerd of another suite',
    { program: 'dockerd', args: ['dockerd', '--config-file', other.daemonJson], rootMount: '' },
    false,
  ],
  [
    'somebody who reads its log',
    { program: 'tail', args: ['tail', '-f', `${layout.runDir}/x`, layout.daemonJson], rootMount: '' },
    false,
  ],
  [
    'a process of the host',
    { program: 'bash', args: ['bash'], rootMount: '28 1 254:0 / / rw - ext4 /dev/vda rw' },
    false,
  ],
])('%s: %#', (_, facts, expected) => {
  expect(belongsTo(layout, { pid: 1, ...facts })).toBe(expected);
});

it('lists the mounts below its folders, a mount before what it is mounted on', () => {
  const line = (point: string): string => `1 2 0:1 / ${point} rw - overlay overlay rw`;
  const mounts = [
    '/',
    layout.dataRoot,
    `${layout.dataRoot}/overlay2/a/merged`,
    `${layout.dataRoot}/overlay2/a/merged/with\\040blank`,
    `${layout.runDir}/exec/netns/x`,
    `${other.dataRoot}/overlay2/b`,
    `${layout.dataRoot}-copy/x`,
  ];
  expect(mountsOf(layout, mounts.map(line).join('\n'))).toEqual([
    `${layout.dataRoot}/overlay2/a/merged/with blank`,
    `${layout.runDir}/exec/netns/x`,
    `${layout.dataRoot}/overlay2/a/merged`,
  ]);
});

it.each([
  ['mounted onto itself by dockerd', layout.dataRoot, [layout.dataRoot]],
  ['the same, on a file system of its own', '/sid/data', [layout.dataRoot]],
  ['a file system of the user', '/', []],
  ['another folder of the user', '/somewhere/else', []],
])('the data root, %s', (_, root, expected) => {
  expect(mountsOf(layout, `1 2 0:1 ${root} ${layout.dataRoot} rw - ext4 /dev/x rw`)).toEqual(expected);
});
