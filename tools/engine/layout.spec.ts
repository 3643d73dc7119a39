import { daemonConfig } from './daemon-config';
import { environmentOf, type EngineLayout, layoutOf } from './layout';
import { subnetsOf } from './subnets';

const usualCacheFolder = '/home/user/.cache/nx-docker-cache';
const shared = layoutOf({ suite: 'sid', cacheFolder: usualCacheFolder, usualCacheFolder });
const own = layoutOf({
  suite: 'sid',
  cacheFolder: usualCacheFolder,
  usualCacheFolder,
  stateDir: '/tmp/x',
  dataRoot: '/data',
});
const elsewhere = layoutOf({ suite: 'sid', cacheFolder: '/other', usualCacheFolder });

it('names the shared engine after its suite, all others by a hash', () => {
  expect(shared).toMatchObject({
    id: 'sid',
    bridge: 'nxdc-sid',
    socket: '/run/nx-docker-cache/sid/docker.sock',
  });
  expect(own.id).toMatch(/^[0-9a-f]{8}$/);
  expect(new Set([shared.id, own.id, elsewhere.id]).size).toBe(3);
});

it('gives private instances folders of their own and the packages of all', () => {
  expect(own).toMatchObject({
    stateDir: '/tmp/x',
    dataRoot: '/data',
    root: shared.root,
    dockerConfig: '/tmp/x/docker-config',
  });
});

it.each([
  ['shared', shared],
  ['bookworm, the longest', layoutOf({ suite: 'bookworm', cacheFolder: usualCacheFolder, usualCacheFolder })],
  [
    'a long state folder',
    layoutOf({ suite: 'sid', cacheFolder: '/c', usualCacheFolder, stateDir: `/${'deep/'.repeat(60)}` }),
  ],
])('stays within the limits of the kernel: %s', (_, { bridge, execRoot }) => {
  expect(bridge.length).toBeLessThanOrEqual(15);
  expect(`${execRoot}/containerd/containerd.sock.ttrpc`.length).toBeLessThan(108);
});

it('puts the client of the suite first on the path, once', () => {
  const { PATH } = environmentOf(shared, '/usr/bin:/bin');
  expect(PATH).toBe(`${shared.root}/usr/bin:${shared.root}/usr/sbin:/usr/bin:/bin`);
  expect(environmentOf(shared, PATH).PATH).toBe(PATH);
});

describe('daemon.json', () => {
  const config = (layout: EngineLayout, extra = {}) =>
    daemonConfig({
      layout,
      subnets: subnetsOf(5),
      imageStore: 'containerd',
      initPath: '/usr/bin/tini',
      extra,
    });

  it('keeps everything in the folders of the engine', () => {
    expect(config(own)).toEqual({
      'data-root': '/data',
      'exec-root': own.execRoot,
      pidfile: own.pidFile,
      hosts: [`unix://${own.socket}`],
      bridge: own.bridge,
      iptables: false,
      ip6tables: false,
      'default-address-pools': [{ base: '10.214.20.0/22', size: 26 }],
      'init-path': '/usr/bin/tini',
      builder: {
        gc: {
          enabled: true,
          defaultReservedSpace: '10GB',
          defaultMaxUsedSpace: '50GB',
          defaultMinFreeSpace: '3GB',
        },
      },
      features: { 'containerd-snapshotter': true },
    });
  });

  it('takes further settings, and merges the features', () => {
    const extra = {
      'registry-mirrors': ['http://127.0.0.1:5000'],
      features: { 'containerd-snapshotter': false, cdi: true },
    };
    expect(config(own, extra)).toMatchObject(extra);
  });
});
