import { defineRecipe, exactly, inHome, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * Bun. It links packages from the cache where it can; a mount is another file system, so that it copies. Packages are
 * renamed into place: builds may share it.
 */
export const recipe = defineRecipe({
  tool: 'bun',
  title: 'Bun',
  call: {
    word: /\bbunx?\b/,
    programs: /^bun$/,
    valueOptions: words('--cwd --cache-dir --backend --registry -c --config'),
    fills: words('install i ci add a update x create'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, unpacked',
      option: exactly('--cache-dir'),
      movedBy: movers({
        BUN_INSTALL_CACHE_DIR: '',
        BUN_INSTALL: 'install/cache',
        XDG_CACHE_HOME: '.bun/install/cache',
      }),
      place: inHome('.bun/install/cache'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: ['pm cache rm'],
  offline: { ...NOTHING, options: [exactly('--offline')] },
  worksBesideCache: true,
  applies: ({ words: given }) =>
    given.some(
      (word, at) => word === '--backend=symlink' || (word === 'symlink' && given[at - 1] === '--backend'),
    )
      ? { reason: 'packages-used-from-cache', detail: '--backend symlink' }
      : 'applies',
  manifests: manifestsUnknown('bun'),
  proof: { kind: 'asked', with: 'Bun 1.4, as root and as another user, with each of the variables' },
  notes: [
    'For users other than root it is left alone: what `bun add --global` installs is beside the cache, in a folder that would belong to root.',
  ],
});
