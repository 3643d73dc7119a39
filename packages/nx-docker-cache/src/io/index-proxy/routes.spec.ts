import { routeOf } from './routes';

it.each([
  ['/simple/foo/', { kind: 'page', project: 'foo' }],
  ['/b/build%202/simple/foo/', { kind: 'page', label: 'build 2', project: 'foo' }],
  ['http://packages.test/simple/foo/', { kind: 'page', project: 'foo' }],
  ['/simple/foo/?x=1', { kind: 'page', project: 'foo' }],
  ['/simple/foo', { kind: 'redirect', location: '/simple/foo/' }],
  ['/simple/Foo_Bar/', { kind: 'redirect', location: '/simple/foo-bar/' }],
  ['/b/x/simple/Foo', { kind: 'redirect', location: '/b/x/simple/foo/' }],
  ['/files/foo/foo-1%2Bcpu.whl', { kind: 'file', project: 'foo', filename: 'foo-1+cpu.whl' }],
  ['/files/foo/foo-1.whl.metadata', { kind: 'metadata', project: 'foo', filename: 'foo-1.whl' }],
  ['/b/x/files/foo/foo-1.whl', { kind: 'file', label: 'x', project: 'foo', filename: 'foo-1.whl' }],
  ['/files/foo/100%.whl', { kind: 'file', project: 'foo', filename: '100%.whl' }],
  ['/_stats', { kind: 'stats' }],
  ['/_control', { kind: 'control' }],
  ['/', { kind: 'unknown' }],
  ['/simple/', { kind: 'unknown' }],
  ['/simple/foo/bar', { kind: 'unknown' }],
  ['/files/foo/', { kind: 'unknown' }],
  ['/files/foo/../../etc/passwd', { kind: 'unknown' }],
])('%s', (target, expected) => {
  expect(routeOf(target)).toEqual(expected);
});
