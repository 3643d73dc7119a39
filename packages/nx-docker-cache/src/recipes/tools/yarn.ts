import { defineRecipe, exactly, inHome, movers, NOTHING, words } from '../facts';
import { yarnManifests } from '../manifests/yarn';
import { yarnKind } from '../yarn-kind';

/**
 * Yarn 1. For root on Linux it is at home in /usr/local/share (`user-home-dir.js`). The folder below, `v6`, belongs to the
 * format of the cache. Two that write at once have damaged each other's packages: builds take turns.
 */
export const recipe = defineRecipe({
  tool: 'yarn',
  title: 'Yarn 1',
  call: {
    word: /\byarn(?:pkg)?\b/,
    programs: /^yarn(?:pkg)?$/,
    valueOptions: words('--cwd --cache-folder --network-timeout --network-concurrency --registry --mutex'),
    fills: ['', 'install', 'add', 'upgrade', 'import', 'global add', 'global upgrade'],
  },
  caches: [
    {
      holds: 'the packages that were downloaded, unpacked',
      option: exactly('--cache-folder'),
      movedBy: movers({ YARN_CACHE_FOLDER: '', npm_config_yarn_cache_folder: '', XDG_CACHE_HOME: 'yarn' }),
      place: inHome('.cache/yarn', '/usr/local/share/.cache/yarn'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['cache clean'],
  configuredBy: { subcommand: 'config set', settings: /^(?:yarn-)?(?:offline-mirror|cache-folder)$/ },
  offline: { ...NOTHING, options: [exactly('--offline')] },
  worksBesideCache: false,
  applies: (facts) => (yarnKind(facts) === 'classic' ? 'applies' : 'other-kind'),
  projectFiles: ['package.json', 'yarn.lock', '.yarnrc.yml'],
  manifests: yarnManifests,
  proof: { kind: 'asked', with: 'Yarn 1.22, as root and as node' },
  notes: [
    'Which Yarn a project has is read in `packageManager` of package.json, in yarn.lock and .yarnrc.yml; without these files, in how it is called. A call that could be either is taken for Yarn 1: the mount then stays empty.',
  ],
});
