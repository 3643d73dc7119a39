import { exactly, NEEDS_NOTHING, NEVER_OFFLINE } from '../facts';
import type { Recipe } from '../recipe';

/**
 * Poetry. Its virtual environments are in its cache folder unless they are in the project; so only what it downloads is
 * mounted, and the environments stay in the image wherever they are. Builds take turns: it does not lock.
 */
export const recipe: Recipe = {
  tool: 'poetry',
  title: 'Poetry',
  call: {
    word: /poetry/i,
    programs: /^poetry$/,
    pythonModule: 'poetry',
    valueOptions: ['-C', '--directory', '-P', '--project'],
    fills: [['install'], ['sync'], ['add'], ['update'], ['lock'], ['self', 'add'], ['self', 'update']],
    drivers: undefined,
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the index says of them',
      option: undefined,
      movedBy: [
        { variable: 'POETRY_CACHE_DIR', below: '' },
        { variable: 'XDG_CACHE_HOME', below: 'pypoetry' },
      ],
      place: { kind: 'home', below: '.cache/pypoetry', forRoot: undefined },
      images: [],
      parts: ['artifacts', 'cache'],
      sharing: 'locked',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: [['cache', 'clear']],
  configuredBy: { subcommand: ['config'], settings: /^cache-dir$/ },
  needs: NEEDS_NOTHING,
  offline: NEVER_OFFLINE,
  worksBesideCache: true,
  applies: undefined,
  projectFiles: [],
  proof: {
    kind: 'read',
    source: 'its documentation; that its environments are in the cache folder was seen with Poetry 2.5',
  },
  notes: [
    'The folder of virtual environments beside the mounts is not touched: `virtualenvs.in-project` is not needed.',
    'For users other than root it is left alone: the folder around the mounts would belong to root.',
  ],
};
