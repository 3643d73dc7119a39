import { defineRecipe, exactly, inHome, movers, NOTHING, subcommands, whenTrue, words } from '../facts';
import { cargoManifests } from '../manifests/cargo';

/** Cargo's own lock is a file beside these folders, outside of the mounts: builds take turns. */
const FOLDER = { sharing: 'locked', isStore: true } as const;

/**
 * Cargo. Only what it downloads is mounted: CARGO_HOME itself holds its programs. `target` is not: Cargo tells what is new
 * by times, those that a COPY brings are the ones of the files, and two projects at one path share the folder; a build can
 * then come out with the program of another source.
 */
export const recipe = defineRecipe({
  tool: 'cargo',
  title: 'Cargo',
  call: {
    word: /\bcargo\b/,
    programs: /^cargo$/,
    valueOptions: words('--config -Z -C --color --manifest-path'),
    fills: {
      allBut: subcommands(
        'new, init, clean, login, logout, fmt, search, uninstall, version, help, chef prepare',
      ),
    },
    drivers: /\b(?:make|just|wasm-pack|trunk|maturin|cross)\b/,
  },
  caches: [
    {
      ...FOLDER,
      holds: 'the index and the crates that were downloaded',
      movedBy: movers({ CARGO_HOME: 'registry' }),
      place: inHome('.cargo/registry'),
      images: [{ image: /(?:^|\/)(?:rust|cargo-chef)(?:[:@]|$)/, path: '/usr/local/cargo/registry' }],
    },
    {
      ...FOLDER,
      holds: 'the Git repositories that were fetched',
      movedBy: movers({ CARGO_HOME: 'git' }),
      place: inHome('.cargo/git'),
      images: [{ image: /(?:^|\/)(?:rust|cargo-chef)(?:[:@]|$)/, path: '/usr/local/cargo/git' }],
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: {
    options: [exactly('--offline'), exactly('--frozen')],
    variables: whenTrue('CARGO_NET_OFFLINE'),
  },
  worksBesideCache: true,
  manifests: cargoManifests,
  proof: { kind: 'asked', with: 'Cargo 1.95, with and without CARGO_HOME' },
  notes: [
    '`target` is not mounted: it can give the program of an older source. `cargo chef` keeps compiled dependencies in a layer, which is sound.',
  ],
});
