import { exactly, NEEDS_NOTHING, NEVER_OFFLINE } from '../facts';
import type { Recipe } from '../recipe';
import { yarnKind } from '../yarn-kind';

/**
 * Yarn 1. For root on Linux it is at home in /usr/local/share (`user-home-dir.js`). The folder below, `v6`, belongs to the
 * format of the cache. Two that write at once have damaged each other's packages: builds take turns.
 */
export const recipe: Recipe = {
  tool: 'yarn',
  title: 'Yarn 1',
  call: {
    word: /\byarn(?:pkg)?\b/,
    programs: /^yarn(?:pkg)?$/,
    pythonModule: undefined,
    valueOptions: [
      '--cwd',
      '--cache-folder',
      '--network-timeout',
      '--network-concurrency',
      '--registry',
      '--mutex',
    ],
    fills: [[], ['install'], ['add'], ['upgrade'], ['import'], ['global', 'add'], ['global', 'upgrade']],
    drivers: undefined,
  },
  caches: [
    {
      holds: 'the packages that were downloaded, unpacked',
      option: exactly('--cache-folder'),
      movedBy: [
        { variable: 'YARN_CACHE_FOLDER', below: '' },
        { variable: 'npm_config_yarn_cache_folder', below: '' },
        { variable: 'XDG_CACHE_HOME', below: 'yarn' },
      ],
      place: { kind: 'home', below: '.cache/yarn', forRoot: '/usr/local/share/.cache/yarn' },
      images: [],
      parts: [],
      sharing: 'locked',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: { options: [], variables: [] },
  wipedBy: [['cache', 'clean']],
  configuredBy: { subcommand: ['config', 'set'], settings: /^(?:yarn-)?(?:offline-mirror|cache-folder)$/ },
  needs: NEEDS_NOTHING,
  offline: { ...NEVER_OFFLINE, options: [exactly('--offline')] },
  worksBesideCache: false,
  applies: (facts) => (yarnKind(facts) === 'classic' ? 'applies' : 'other-kind'),
  projectFiles: ['package.json', 'yarn.lock', '.yarnrc.yml'],
  proof: { kind: 'asked', with: 'Yarn 1.22, as root and as node' },
  notes: [
    'Which Yarn a project has is read in `packageManager` of package.json, in yarn.lock and .yarnrc.yml; without these files, in how it is called. A call that could be either is taken for Yarn 1: the mount then stays empty.',
  ],
};
