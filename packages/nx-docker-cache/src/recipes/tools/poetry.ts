import { defineRecipe, exactly, inHome, movers, NOTHING, words } from '../facts';
import { poetryManifests } from '../manifests/python-project';

/**
 * Poetry. Its virtual environments are in its cache folder unless they are in the project; so only what it downloads is
 * mounted, and the environments stay in the image wherever they are. Builds take turns: it does not lock.
 */
export const recipe = defineRecipe({
  tool: 'poetry',
  title: 'Poetry',
  call: {
    word: /poetry/i,
    programs: /^poetry$/,
    pythonModule: 'poetry',
    valueOptions: words('-C --directory -P --project'),
    fills: ['install', 'sync', 'add', 'update', 'lock', 'self add', 'self update'],
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the index says of them',
      movedBy: movers({ POETRY_CACHE_DIR: '', XDG_CACHE_HOME: 'pypoetry' }),
      place: inHome('.cache/pypoetry'),
      parts: ['artifacts', 'cache'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: ['cache clear'],
  configuredBy: { subcommand: 'config', settings: /^cache-dir$/ },
  offline: NOTHING,
  worksBesideCache: true,
  manifests: poetryManifests,
  proof: { kind: 'asked', with: 'Poetry 2.5, as root and as another user, with each of the variables' },
  notes: [
    'The folder of virtual environments beside the mounts is not touched: `virtualenvs.in-project` is not needed.',
    'For users other than root it is left alone: the folder around the mounts would belong to root.',
  ],
});
