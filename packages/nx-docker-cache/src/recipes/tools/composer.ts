import { defineRecipe, exactly, inHome, movers, whenTrue, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * Composer. Where /etc/xdg exists its folder would be ~/.cache/composer; but ~/.composer/cache is taken where it exists, and the
 * mount makes it exist. Files are written beside and renamed: builds may share it.
 */
export const recipe = defineRecipe({
  tool: 'composer',
  title: 'Composer',
  call: {
    word: /\bcomposer\b/,
    programs: /^composer(?:\.phar)?$/,
    valueOptions: words('-d --working-dir'),
    fills: words('install i update u upgrade require r create-project reinstall global remove'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the repositories say of them',
      movedBy: movers({ COMPOSER_CACHE_DIR: '', COMPOSER_HOME: 'cache' }),
      place: inHome('.composer/cache'),
      images: [{ image: /(?:^|\/)composer(?:[:@]|$)/, path: '/tmp/cache' }],
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: words('clear-cache clearcache cc'),
  configuredBy: { subcommand: 'config', settings: /^cache-(?:files-|repo-|vcs-)?(?:dir|ttl|read-only)$/ },
  offline: { options: [], variables: whenTrue('COMPOSER_DISABLE_NETWORK') },
  worksBesideCache: true,
  manifests: manifestsUnknown('composer'),
  proof: {
    kind: 'asked',
    with: 'Composer 2.5 with a repository of its own, with and without /etc/xdg, with each of the variables',
  },
  notes: [
    'For users other than root it is left alone: it has its configuration beside the cache, in a folder that would belong to root.',
    'COMPOSER_CACHE_DIR=/dev/null switches the cache off: left alone.',
  ],
});
