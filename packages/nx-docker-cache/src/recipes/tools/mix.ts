import { defineRecipe, inHome, movers, NOTHING, whenTrue, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * Mix with Hex. Of ~/.hex only the packages are mounted: keys and repositories are configured beside them. What is
 * installed in ~/.mix (Hex itself, rebar3) stays in the image. Nothing locks the folder: builds take turns.
 */
export const recipe = defineRecipe({
  tool: 'mix',
  title: 'Mix and Hex',
  call: {
    word: /\bmix\b/,
    programs: /^mix$/,
    valueOptions: [],
    // `do` runs several of them.
    fills: words('deps.get deps.update deps.compile do'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded',
      movedBy: movers({ HEX_HOME: '' }),
      place: inHome('.hex'),
      parts: ['packages'],
      sharing: 'locked',
      isStore: false,
    },
    {
      holds: 'what rebar3 downloaded for packages in Erlang',
      movedBy: movers({ REBAR_CACHE_DIR: '' }),
      place: inHome('.cache/rebar3'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: { options: [], variables: whenTrue('HEX_OFFLINE') },
  worksBesideCache: true,
  applies: ({ words: given }) =>
    given[0] !== 'do' || given.some((word) => /^deps\.(?:get|update|compile),?$/.test(word))
      ? 'applies'
      : 'other-kind',
  manifests: manifestsUnknown('mix'),
  proof: {
    kind: 'asked',
    with: 'Mix 1.14, Hex 2.5 with a registry of its own and rebar3 3.19, as root and as another user, with each of the variables',
  },
  notes: [
    '`~/.mix` is not mounted: Hex and rebar3 themselves are installed there.',
    'For users other than root it is left alone: Hex has its registry beside the packages, in a folder that would belong to root.',
  ],
});
