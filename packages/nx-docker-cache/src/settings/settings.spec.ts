import * as fc from 'fast-check';
import { withGcPolicy } from './buildkitd-toml';
import { daemonJsonPlace } from './daemon-json-path';
import { withBuildKit, type DaemonSettings } from './daemon-settings';
import { isSize, keepingRules } from './gc-rules';

const WISH = { keep: '20GB', containerdStore: true };

describe('the rules', () => {
  it('name no cache mounts, and end with everything', () => {
    const rules = keepingRules('9GB');
    expect(rules.map(({ type }) => type)).toEqual([
      'source.local',
      'source.git.checkout',
      undefined,
      undefined,
    ]);
    expect(rules.at(-1)).toEqual({ type: undefined, keepDuration: undefined, keep: '9GB', all: true });
  });

  it.each([
    ['20GB', true],
    ['1.5 GiB', true],
    ['512mb', true],
    ['1000000', true],
    ['0GB', false],
    ['', false],
    ['-1GB', false],
    ['much', false],
    ['20GB\n"x', false],
  ])('take %j for a size: %s', (text, expected) => {
    expect(isSize(text)).toBe(expected);
  });
});

describe('daemon.json', () => {
  it.each<[string, DaemonSettings, readonly string[], readonly string[]]>([
    [
      'an empty one',
      {},
      ['features.buildkit is true', 'features.containerd-snapshotter is true', 'builder.gc keeps'],
      [],
    ],
    [
      'one with BuildKit',
      { features: { buildkit: true } },
      ['features.containerd-snapshotter is true', 'builder.gc keeps'],
      [],
    ],
    [
      'one whose collector is off',
      { features: { buildkit: true, 'containerd-snapshotter': true }, builder: { gc: { enabled: false } } },
      [],
      ['builder.gc is switched off'],
    ],
    [
      'one with rules that delete mounts',
      { builder: { gc: { policy: [{ filter: ['type=exec.cachemount'] }] } } },
      ['features.buildkit is true', 'features.containerd-snapshotter is true'],
      ['builder.gc has rules of its own, and one of them deletes cache mounts'],
    ],
    [
      'one with other rules',
      { builder: { gc: { policy: [{ all: true, keepStorage: '5GB' }] } } },
      ['features.buildkit is true', 'features.containerd-snapshotter is true'],
      ['builder.gc has rules of its own, which stay'],
    ],
    [
      'one with things of other types',
      { features: 'all', builder: [], 'data-root': '/d' },
      ['features.buildkit is true', 'features.containerd-snapshotter is true', 'builder.gc keeps'],
      [],
    ],
  ])('%s', (_, settings, changes, left) => {
    const found = withBuildKit(settings, WISH);
    const begins = (texts: readonly string[]): unknown =>
      texts.map((text): unknown => expect.stringContaining(text));
    expect([found.changes, found.left]).toEqual([begins(changes), begins(left)]);
  });

  it('keeps what it does not know, and a second time finds nothing to do', () => {
    const keys = fc.string().filter((key) => !['features', 'builder', '__proto__'].includes(key));
    fc.assert(
      fc.property(
        fc.dictionary(keys, fc.jsonValue()),
        fc.dictionary(keys, fc.boolean()),
        (others, features) => {
          const first = withBuildKit(
            { ...others, features, builder: { gc: { defaultKeepStorage: '1GB' } } },
            WISH,
          );
          expect(first.settings).toMatchObject({
            ...others,
            features: { ...features, buildkit: true },
            builder: { gc: { defaultKeepStorage: '1GB', enabled: true } },
          });
          expect(withBuildKit(first.settings, WISH)).toEqual({
            settings: first.settings,
            changes: [],
            left: [],
          });
        },
      ),
    );
  });

  it('leaves the image store where it is not asked', () => {
    const { settings } = withBuildKit({}, { ...WISH, containerdStore: false });
    expect(settings['features']).toEqual({ buildkit: true });
  });

  it.each([
    ['linux', false, '/etc/docker/daemon.json'],
    ['linux', true, '/h/.config/docker/daemon.json'],
    ['darwin', false, '/h/.docker/daemon.json'],
    ['win32', false, '/h/.docker/daemon.json'],
  ])('of %s, rootless %s, is %s', (platform, isRootless, file) => {
    const place = { platform, isRootless, homeFolder: '/h', join: (...parts: string[]) => parts.join('/') };
    expect(daemonJsonPlace(place).file).toBe(file);
  });
});

describe('buildkitd.toml', () => {
  it.each([
    ['', /^\[worker\.oci\]\n {2}gc = true\n/],
    ['debug = true\n', /^debug = true\n\n\[worker\.oci\]/],
    ['debug = true', /^debug = true\n\n\[worker\.oci\]/],
    [
      '# a\r\n[registry."docker.io"]\r\n  mirrors = ["m"]\r\n',
      /mirrors = \["m"\]\r\n\r\n\[worker\.oci\]\r\n/,
    ],
  ])('is appended to: %j', (text, expected) => {
    expect(withGcPolicy(text, '20GB')).toMatch(expected);
  });

  it.each([
    '[worker.oci]\n  snapshotter = "overlayfs"\n',
    '[[worker.containerd.gcpolicy]]\n  all = true\n',
    'gc = false\n',
    'worker = { oci = {} }\n',
    '  reservedSpace = "1GB"\n',
  ])('stays as it is: %j', (text) => {
    expect(withGcPolicy(text, '20GB')).toBeUndefined();
  });

  it('is read line by line: not from each empty line to the end', () => {
    const started = performance.now();
    expect(withGcPolicy('\n'.repeat(200_000), '20GB')).toBeDefined();
    expect(performance.now() - started).toBeLessThan(5_000); // minutes otherwise
  });
});
