import { exactly, isTruthy, NEEDS_NOTHING } from '../facts';
import type { Recipe } from '../recipe';

/**
 * pnpm. The store is addressed by content and verified. With the mount it is on another file system than the project, so
 * that pnpm copies instead of linking: nothing in the image points into the store. Where pnpm puts its store is decided
 * by whether it can link from the project into its home folder, not into the store: the mount does not move it.
 */
export const recipe: Recipe = {
  tool: 'pnpm',
  title: 'pnpm',
  call: {
    word: /\bpnpm\b/,
    programs: /^pnpm$/,
    pythonModule: undefined,
    valueOptions: [
      '-C',
      '--dir',
      '--store-dir',
      '-F',
      '--filter',
      '--filter-prod',
      '--reporter',
      '--loglevel',
    ],
    fills: [
      ['install'],
      ['i'],
      ['add'],
      ['fetch'],
      ['update'],
      ['up'],
      ['upgrade'],
      ['import'],
      ['deploy'],
      ['dlx'],
      ['install-test'],
      ['it'],
      ['rebuild'],
    ],
    drivers: undefined,
  },
  caches: [
    {
      holds: 'every file of every package that was downloaded',
      option: exactly('--store-dir'),
      movedBy: [
        { variable: 'npm_config_store_dir', below: '' },
        { variable: 'NPM_CONFIG_STORE_DIR', below: '' },
        { variable: 'pnpm_config_store_dir', below: '' },
        { variable: 'PNPM_HOME', below: 'store' },
        { variable: 'XDG_DATA_HOME', below: 'pnpm/store' },
      ],
      place: { kind: 'home', below: '.local/share/pnpm/store', forRoot: undefined },
      images: [],
      parts: [],
      sharing: 'shared',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: { options: [], variables: [] },
  wipedBy: [['store', 'prune']],
  configuredBy: { subcommand: ['config', 'set'], settings: /^store-?dir(?:=|$)/i },
  needs: NEEDS_NOTHING,
  offline: {
    options: [exactly('--offline')],
    variables: [{ name: 'npm_config_offline', disables: isTruthy }],
  },
  worksBesideCache: true,
  applies: ({ variable }) => {
    const method =
      variable('npm_config_package_import_method') ?? variable('NPM_CONFIG_PACKAGE_IMPORT_METHOD');
    return method === 'hardlink' || method === 'clone'
      ? { reason: 'packages-used-from-cache', detail: `package-import-method=${method}` }
      : 'applies';
  },
  projectFiles: [],
  proof: {
    kind: 'asked',
    with: 'pnpm 9, with and without PNPM_HOME, npm_config_store_dir and XDG_DATA_HOME',
  },
  notes: [
    '`pnpm fetch` and then `pnpm install --offline` in another RUN needs the store in the image: it is left alone. Leave `--offline` out, and it is upgraded.',
    'For users other than root set PNPM_HOME to a folder that they own: pnpm also works beside its store.',
  ],
};
