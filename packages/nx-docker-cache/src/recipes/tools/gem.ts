import { defineRecipe, exactly, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * RubyGems. What it downloads is in the folder that it installs to, which depends on the version of Ruby wherever GEM_HOME is
 * not set; the official image sets it. Nothing locks the folder: builds take turns.
 */
export const recipe = defineRecipe({
  tool: 'gem',
  title: 'RubyGems',
  call: {
    word: /\bgem\b/,
    programs: /^gem(?:\d[\d.]*)?$/,
    valueOptions: words('--config-file'),
    fills: words('install i update'),
  },
  caches: [
    {
      holds: 'the gems that were downloaded',
      movedBy: movers({ GEM_HOME: 'cache' }),
      place: { kind: 'image' },
      images: [{ image: /(?:^|\/)ruby(?:[:@]|$)/, path: '/usr/local/bundle/cache' }],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: { ...NOTHING, options: [exactly('--local', '-l')] },
  worksBesideCache: true,
  applies: ({ words: given }) => {
    const moved = given.find((word) => /^(?:-i|--install-dir|--user-install)(?:=|$)/.test(word));
    return moved === undefined ? 'applies' : 'other-kind';
  },
  manifests: manifestsUnknown('gem'),
  proof: { kind: 'asked', with: 'RubyGems 3.3 with gems of its own, with and without GEM_HOME' },
  notes: [
    'Known are the official image and GEM_HOME; elsewhere the folder depends on the version of Ruby, and it is left alone.',
    'For users other than root it is left alone: gems are installed beside the cache.',
  ],
});
