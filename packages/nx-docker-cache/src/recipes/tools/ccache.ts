import { COMPILER_CHOICE } from '../compiler-choice';
import { defineRecipe, inHome, movers, NOTHING, whenTrue, words } from '../facts';
import { ALWAYS_USES_SOURCES } from '../manifests';

/** ccache. What is in it is addressed by what went into it, the compiler too; it is made for several builds at once. */
export const recipe = defineRecipe({
  tool: 'ccache',
  title: 'ccache',
  call: {
    word: /\bccache\b/,
    programs: /^ccache$/,
    valueOptions: words(
      '-M --max-size -F --max-files -o --set-config -k --get-config -X --recompress --evict-older-than',
    ),
    fills: { allBut: ['help'] },
    drivers: /\b(?:make|cmake|ninja|meson|configure|scons|dpkg-buildpackage|gcc|cc|clang)\b/,
    chosenBy: { variables: [...COMPILER_CHOICE, 'PATH'], names: /\bccache\b/ },
  },
  caches: [
    {
      holds: 'what was compiled',
      movedBy: movers({ CCACHE_DIR: '', XDG_CACHE_HOME: 'ccache' }),
      place: inHome('.cache/ccache'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: { options: [], variables: whenTrue('CCACHE_DISABLE') },
  wipedBy: words('-C --clear'),
  configuredBy: { subcommand: '', settings: /^cache_dir$/ },
  offline: NOTHING,
  worksBesideCache: false,
  manifests: ALWAYS_USES_SOURCES,
  proof: { kind: 'asked', with: 'ccache 4.7, as root and as another user, called and through make' },
  notes: [
    'A RUN gets the mount where it calls ccache, and where CC, CXX, a launcher of CMake or PATH name it.',
    'It keeps 5 GB by itself; `ENV CCACHE_MAXSIZE=…` makes that less. It is yours to add.',
  ],
});
