import { TRACE_SCHEMA_VERSION, type BuildTrace } from './build-trace';
import type { DeclaredMount } from './declared-mounts';
import { withTracedMounts } from './traced-mounts';
import type { TargetUse } from './workspace-use';

const mount = (key: string | undefined): DeclaredMount => ({
  key,
  unknown: key === undefined ? ['V'] : [],
  target: '/c',
  tool: undefined,
  hasContent: false,
  line: 3,
});
const use = (project: string, ...keys: (string | undefined)[]): TargetUse => ({
  project,
  target: 'docker-build',
  dockerfile: `${project}/Dockerfile`,
  mounts: keys.map(mount),
  problem: undefined,
  lastBuild: undefined,
});
const trace = (project: string, ...mounts: string[]): BuildTrace => ({
  schemaVersion: TRACE_SCHEMA_VERSION,
  project,
  target: 'docker-build',
  builder: 'default',
  engine: 'e',
  mounts,
  images: [],
  steps: [],
});
const keysOf = (uses: readonly TargetUse[]): (string | undefined)[][] =>
  uses.map(({ mounts }) => mounts.map(({ key }) => key));

it.each([
  ['known mounts need no trace', [use('a', '/x')], [trace('a', '/x', '/old')], [['/x']]],
  [
    'an unknown one may be any that the builds used',
    [use('a', undefined)],
    [trace('a', '/v1')],
    [[undefined, '/v1']],
  ],
  [
    'what a Dockerfile names is not the unknown one',
    [use('a', undefined, '/x'), use('b', '/y')],
    [trace('a', '/x', '/y')],
    [[undefined, '/x'], ['/y']],
  ],
  ['builds of others tell nothing', [use('a', undefined)], [trace('b', '/v1')], [[undefined]]],
])('%s', (_, targets, traces, keys) => {
  expect(keysOf(withTracedMounts(targets, traces))).toEqual(keys);
});
