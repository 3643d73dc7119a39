import { exactly, isTruthy, NEEDS_NOTHING } from '../facts';
import type { Recipe } from '../recipe';

/**
 * uv. It locks what it writes in its cache: builds may share it. It links packages from the cache where it can; a mount is
 * another file system, so it copies, and says so in a warning that `UV_LINK_MODE=copy` spares.
 */
export const recipe: Recipe = {
  tool: 'uv',
  title: 'uv',
  call: {
    word: /\buvx?\b/,
    programs: /^uv$/,
    pythonModule: 'uv',
    valueOptions: ['--cache-dir', '--directory', '--project', '--config-file', '--color', '-p', '--python'],
    fills: [
      ['sync'],
      ['pip', 'install'],
      ['pip', 'sync'],
      ['pip', 'compile'],
      ['add'],
      ['remove'],
      ['lock'],
      ['build'],
      ['run'],
      ['tool', 'install'],
      ['tool', 'run'],
      ['tool', 'upgrade'],
      ['export'],
    ],
    drivers: undefined,
  },
  caches: [
    {
      holds: 'the packages that were downloaded or built, unpacked',
      option: exactly('--cache-dir'),
      movedBy: [
        { variable: 'UV_CACHE_DIR', below: '' },
        { variable: 'XDG_CACHE_HOME', below: 'uv' },
      ],
      place: { kind: 'home', below: '.cache/uv', forRoot: undefined },
      images: [],
      parts: [],
      sharing: 'shared',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: {
    options: [exactly('--no-cache', '-n'), exactly('--no-cache-dir')],
    variables: [{ name: 'UV_NO_CACHE', disables: isTruthy }],
  },
  wipedBy: [['cache', 'clean'], ['cache', 'prune'], ['clean']],
  configuredBy: undefined,
  needs: { ...NEEDS_NOTHING, variable: { name: 'UV_LINK_MODE', value: 'copy' } },
  offline: {
    options: [exactly('--offline')],
    variables: [{ name: 'UV_OFFLINE', disables: isTruthy }],
  },
  worksBesideCache: false,
  applies: ({ variable, words }) => {
    const isLinked =
      variable('UV_LINK_MODE') === 'symlink' || words.some((word) => word.endsWith('=symlink'));
    return isLinked ? { reason: 'packages-used-from-cache', detail: 'link mode symlink' } : 'applies';
  },
  projectFiles: [],
  proof: { kind: 'asked', with: 'uv of November 2026' },
  notes: [
    '`UV_LINK_MODE=copy` is added as an ARG: the environment of the image stays as it is.',
    '`ENV UV_COMPILE_BYTECODE=1` makes the first start of a program faster; it is yours to add.',
  ],
};
