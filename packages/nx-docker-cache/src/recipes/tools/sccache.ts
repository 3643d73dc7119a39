import { COMPILER_CHOICE } from '../compiler-choice';
import { defineRecipe, inHome, movers, NOTHING, words } from '../facts';
import { ALWAYS_USES_SOURCES } from '../manifests';

/**
 * sccache, on the local disk. Entries are addressed by what went into them and renamed into place: builds may share it. Its
 * server ends with the RUN.
 */
export const recipe = defineRecipe({
  tool: 'sccache',
  title: 'sccache',
  call: {
    word: /\bsccache\b/,
    programs: /^sccache$/,
    valueOptions: words('--dist-status --package-toolchain'),
    fills: { allBut: ['help'] },
    drivers: /\b(?:cargo|make|cmake|ninja|meson|configure|wasm-pack|trunk|maturin|just|cross)\b/,
    chosenBy: {
      variables: [
        ...COMPILER_CHOICE,
        'RUSTC_WRAPPER',
        'CARGO_BUILD_RUSTC_WRAPPER',
        'RUSTC_WORKSPACE_WRAPPER',
      ],
      names: /\bsccache\b/,
    },
  },
  caches: [
    {
      holds: 'what was compiled',
      movedBy: movers({ SCCACHE_DIR: '', XDG_CACHE_HOME: 'sccache' }),
      place: inHome('.cache/sccache'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: NOTHING,
  worksBesideCache: false,
  applies: ({ variable }) => {
    const remote = [
      'SCCACHE_BUCKET',
      'SCCACHE_REDIS',
      'SCCACHE_MEMCACHED',
      'SCCACHE_GHA_ENABLED',
      'SCCACHE_ENDPOINT',
    ];
    return remote.some((name) => (variable(name) ?? '') !== '') ? 'other-kind' : 'applies';
  },
  manifests: ALWAYS_USES_SOURCES,
  proof: { kind: 'asked', with: 'sccache 0.4, called, through make and through cargo' },
  notes: [
    'A RUN gets the mount where it calls sccache, and where RUSTC_WRAPPER, CC, CXX or a launcher of CMake name it; with a remote storage there is none.',
    'It keeps 10 GB by itself; `ENV SCCACHE_CACHE_SIZE=…` makes that less. It is yours to add.',
  ],
});
