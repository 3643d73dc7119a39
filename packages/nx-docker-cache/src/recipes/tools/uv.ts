import { defineRecipe, exactly, inHome, movers, subcommands, whenTrue, words } from '../facts';
import { uvManifests } from '../manifests/python-project';

/**
 * uv. It locks what it writes in its cache: builds may share it. It links packages from the cache where it can; a mount is
 * another file system, so it copies, and says so in a warning that `UV_LINK_MODE=copy` spares.
 */
export const recipe = defineRecipe({
  tool: 'uv',
  title: 'uv',
  call: {
    word: /\buvx?\b/,
    programs: /^uv$/,
    pythonModule: 'uv',
    valueOptions: words('--cache-dir --directory --project --config-file --color -p --python'),
    fills: subcommands(
      'sync, pip install, pip sync, pip compile, add, remove, lock, build, run, tool install, tool upgrade, export',
    ),
  },
  caches: [
    {
      holds: 'the packages that were downloaded or built, unpacked',
      option: exactly('--cache-dir'),
      movedBy: movers({ UV_CACHE_DIR: '', XDG_CACHE_HOME: 'uv' }),
      place: inHome('.cache/uv'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: {
    options: [exactly('--no-cache', '-n'), exactly('--no-cache-dir')],
    variables: whenTrue('UV_NO_CACHE'),
  },
  wipedBy: ['cache clean', 'cache prune', 'clean'],
  needs: { variables: [{ name: 'UV_LINK_MODE', value: 'copy' }] },
  offline: {
    options: [exactly('--offline')],
    variables: whenTrue('UV_OFFLINE'),
  },
  worksBesideCache: false,
  applies: ({ variable, words }) => {
    const isLinked =
      variable('UV_LINK_MODE') === 'symlink' || words.some((word) => word.endsWith('=symlink'));
    return isLinked ? { reason: 'packages-used-from-cache', detail: 'link mode symlink' } : 'applies';
  },
  manifests: uvManifests,
  proof: { kind: 'built', example: 'examples/uv, uv 0.9.5' },
  notes: [
    '`UV_LINK_MODE=copy` is added as an ARG: the environment of the image stays as it is.',
    '`ENV UV_COMPILE_BYTECODE=1` makes the first start of a program faster; it is yours to add.',
  ],
});
