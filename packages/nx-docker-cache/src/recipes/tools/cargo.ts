import { exactly, isTruthy, NEEDS_NOTHING } from '../facts';
import type { CacheFolder, Recipe } from '../recipe';

/** Cargo's own lock is a file beside these folders, outside of the mounts: builds take turns. */
const FOLDER: Omit<CacheFolder, 'holds' | 'movedBy' | 'place' | 'images'> = {
  option: undefined,
  parts: [],
  sharing: 'locked',
  idNames: [],
  renewedBy: undefined,
  isStore: true,
};

/**
 * Cargo. Only what it downloads is mounted: CARGO_HOME itself holds its programs. `target` is not: Cargo tells what is new
 * by times, those that a COPY brings are the ones of the files, and two projects at one path share the folder; a build can
 * then come out with the program of another source.
 */
export const recipe: Recipe = {
  tool: 'cargo',
  title: 'Cargo',
  call: {
    word: /\bcargo\b/,
    programs: /^cargo$/,
    pythonModule: undefined,
    valueOptions: ['--config', '-Z', '-C', '--color', '--manifest-path'],
    fills: {
      allBut: [
        ['new'],
        ['init'],
        ['clean'],
        ['login'],
        ['logout'],
        ['fmt'],
        ['search'],
        ['uninstall'],
        ['version'],
        ['help'],
        ['chef', 'prepare'],
      ],
    },
    drivers: /\b(?:make|just|wasm-pack|trunk|maturin|cross)\b/,
  },
  caches: [
    {
      ...FOLDER,
      holds: 'the index and the crates that were downloaded',
      movedBy: [{ variable: 'CARGO_HOME', below: 'registry' }],
      place: { kind: 'home', below: '.cargo/registry', forRoot: undefined },
      images: [{ image: /(?:^|\/)(?:rust|cargo-chef)(?:[:@]|$)/, path: '/usr/local/cargo/registry' }],
    },
    {
      ...FOLDER,
      holds: 'the Git repositories that were fetched',
      movedBy: [{ variable: 'CARGO_HOME', below: 'git' }],
      place: { kind: 'home', below: '.cargo/git', forRoot: undefined },
      images: [{ image: /(?:^|\/)(?:rust|cargo-chef)(?:[:@]|$)/, path: '/usr/local/cargo/git' }],
    },
  ],
  disabledBy: { options: [], variables: [] },
  wipedBy: [],
  configuredBy: undefined,
  needs: NEEDS_NOTHING,
  offline: {
    options: [exactly('--offline'), exactly('--frozen')],
    variables: [{ name: 'CARGO_NET_OFFLINE', disables: isTruthy }],
  },
  worksBesideCache: true,
  applies: undefined,
  projectFiles: [],
  proof: { kind: 'read', source: 'the Cargo book' },
  notes: [
    '`target` is not mounted: it can give the program of an older source. `cargo chef` keeps compiled dependencies in a layer, which is sound.',
  ],
};
