import { defineRecipe, exactly, inHome, isTruthy, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * PDM. With `install.cache` what is installed is links into the cache: left alone. Nothing locks the folder: builds take
 * turns.
 */
export const recipe = defineRecipe({
  tool: 'pdm',
  title: 'PDM',
  call: {
    word: /\bpdm\b/i,
    programs: /^pdm$/,
    pythonModule: 'pdm',
    valueOptions: words('-c --config -p --project'),
    fills: words('install sync add update lock self build'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and the wheels that were built',
      movedBy: movers({ PDM_CACHE_DIR: '', XDG_CACHE_HOME: 'pdm' }),
      place: inHome('.cache/pdm'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: {
    options: [exactly('--no-cache')],
    variables: [{ name: 'PDM_NO_CACHE', disables: (value) => value !== '' }],
  },
  wipedBy: ['cache clear', 'cache remove'],
  configuredBy: { subcommand: 'config', settings: /^(?:cache_dir|install\.cache)$/ },
  offline: NOTHING,
  worksBesideCache: true,
  applies: ({ variable }) =>
    isTruthy(variable('PDM_INSTALL_CACHE') ?? '')
      ? { reason: 'packages-used-from-cache', detail: 'PDM_INSTALL_CACHE' }
      : 'applies',
  manifests: manifestsUnknown('pdm'),
  proof: { kind: 'asked', with: 'PDM 2.29, as root and as another user, with each of the variables' },
  notes: [
    'Where `install.cache` is switched on, packages are links into the cache: left alone.',
    'For users other than root it is left alone: virtualenv has a cache beside its own, in a folder that would belong to root.',
  ],
});
