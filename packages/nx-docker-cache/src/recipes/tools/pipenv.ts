import { defineRecipe, exactly, inHome, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * Pipenv. It hands its own cache folder to the pip that it runs, over PIP_CACHE_DIR: pip's is not used. Its lock is not
 * made for two machines: builds take turns.
 */
export const recipe = defineRecipe({
  tool: 'pipenv',
  title: 'Pipenv',
  call: {
    word: /pipenv/i,
    programs: /^pipenv$/,
    pythonModule: 'pipenv',
    valueOptions: words('--python --pypi-mirror'),
    fills: words('install sync update lock upgrade'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and the wheels that were built',
      movedBy: movers({ PIPENV_CACHE_DIR: '', XDG_CACHE_HOME: 'pipenv' }),
      place: inHome('.cache/pipenv'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: {
    options: [exactly('--clear')],
    variables: [{ name: 'PIP_NO_CACHE_DIR', disables: (value) => value !== '' }],
  },
  wipedBy: [],
  offline: NOTHING,
  worksBesideCache: true,
  manifests: manifestsUnknown('pipenv'),
  proof: { kind: 'built', example: 'examples/pipenv, Pipenv 2025.0.4' },
  notes: [
    'Its virtual environments are elsewhere, and stay in the image.',
    '`--clear` empties the cache before it installs: it is removed.',
    'For users other than root it is left alone: virtualenv has a cache beside its own, in a folder that would belong to root.',
  ],
});
