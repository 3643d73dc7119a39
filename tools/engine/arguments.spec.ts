import { readArguments } from './arguments';
import { exportLines } from './commands';
import { osReleaseField, whyNotHere } from './host';
import { isSuite, suitesToTry } from './suites';

it.each([
  [['up'], { verb: 'up' }],
  [['down', '--suite', 'trixie'], { verb: 'down', suite: 'trixie' }],
  [['status', '--state-dir', '/a', '--data-root=/b'], { verb: 'status', stateDir: '/a', dataRoot: '/b' }],
])('%j', (args, command) => {
  expect(readArguments(args)).toEqual({ command });
});

it.each([
  [[], /missing/],
  [['start'], /unknown: start/],
  [['up', 'now'], /too many/],
  [['up', '--suite', 'buster'], /unknown suite buster.*sid, trixie, bookworm/],
  [['up', '--sweet', 'sid'], /--sweet/],
])('%j is refused', (args, problem) => {
  expect(readArguments(args)).toEqual({ problem: expect.stringMatching(problem) as string });
});

it('prints lines that a shell can evaluate, with a path that stays the shell’s own', () => {
  expect(exportLines({ A: "it's", PATH: '/x:/usr/bin' }, '/usr/bin')).toBe(
    `export A='it'\\''s'\nexport PATH='/x':"$PATH"`,
  );
  expect(exportLines({}, '/usr/bin')).toBe('');
});

it('tries the suite that was asked for, or the newest and then the next', () => {
  expect(suitesToTry('bookworm')).toEqual(['bookworm']);
  expect(suitesToTry(undefined)).toEqual(['sid', 'trixie']);
  expect(isSuite('constructor')).toBe(false);
});

describe('where no engine can be provisioned', () => {
  const debian = {
    platform: 'linux',
    isRoot: true,
    hasApt: true,
    codename: 'bookworm',
    distribution: 'debian',
  };

  it.each([
    [{}, undefined],
    [{ isRoot: false }, /needs root[\s\S]*as root, or install Docker/],
    [{ platform: 'darwin', hasApt: false, distribution: '' }, /this is darwin[\s\S]*install Docker/],
    [{ distribution: 'fedora', hasApt: false }, /this is fedora/],
    [{ distribution: 'ubuntu' }, /this is ubuntu/],
  ])('%j', (change, message) => {
    const refusal = whyNotHere({ ...debian, ...change }, 'docker is not installed');
    if (message === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toMatch(message);
  });
});

it.each([
  ['ID=debian\nVERSION_CODENAME="bookworm"\n', 'VERSION_CODENAME', 'bookworm'],
  ["ID='ubuntu'", 'ID', 'ubuntu'],
  ['VERSION_ID=12', 'ID', ''],
])('os-release %j, %s', (text, name, value) => {
  expect(osReleaseField(text, name)).toBe(value);
});
