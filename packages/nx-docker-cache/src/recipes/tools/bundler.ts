import { defineRecipe, exactly, fixed, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * Bundler. Where it installs to depends on the version of Ruby, so its cache for all of them is used: BUNDLE_GLOBAL_GEM_CACHE.
 * It has a folder of its own, because ~/.bundle also holds settings. Compiled extensions are in it as well, which belong
 * to a release of a distribution and an architecture. Nothing locks it: builds take turns.
 */
export const recipe = defineRecipe({
  tool: 'bundler',
  title: 'Bundler',
  call: {
    word: /\bbundler?\b/,
    programs: /^bundler?$/,
    valueOptions: words('--gemfile --jobs -j --path --retry --without --with'),
    fills: ['', ...words('install update add lock cache package')],
  },
  caches: [
    {
      holds: 'the gems that were downloaded, their compiled extensions, and the index',
      movedBy: movers({ BUNDLE_USER_CACHE: '' }),
      place: fixed('/var/cache/bundle'),
      idNames: ['release', 'architecture'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  configuredBy: { subcommand: 'config set', settings: /^(?:global_gem_cache|user_cache)$/ },
  needs: {
    variables: [
      { name: 'BUNDLE_GLOBAL_GEM_CACHE', value: 'true' },
      { name: 'BUNDLE_USER_CACHE', value: '/var/cache/bundle' },
    ],
  },
  offline: { ...NOTHING, options: [exactly('--local'), exactly('--prefer-local')] },
  worksBesideCache: false,
  manifests: manifestsUnknown('bundler'),
  proof: { kind: 'asked', with: 'Bundler 2.3 with gems of its own, with BUNDLE_PATH and GEM_HOME' },
  notes: [
    'The two variables are added as ARGs: the environment of the image stays as it is.',
    'The folder that gems are installed in is never mounted.',
    'An extension is compiled once for each image name and architecture: where the libraries that it was compiled with change under one name, clear the mount.',
  ],
});
