import { defineRecipe, exactly, inHome, movers, NOTHING, whenTrue, words } from '../facts';
import { pnpmManifests } from '../manifests/pnpm';

/**
 * pnpm. The store is addressed by content and verified. With the mount it is on another file system than the project, so
 * that pnpm copies instead of linking: nothing in the image points into the store. Where pnpm puts its store is decided
 * by whether it can link from the project into its home folder, not into the store: the mount does not move it.
 */
export const recipe = defineRecipe({
  tool: 'pnpm',
  title: 'pnpm',
  call: {
    word: /\bpnpm\b/,
    programs: /^pnpm$/,
    valueOptions: words('-C --dir --store-dir -F --filter --filter-prod --reporter --loglevel'),
    fills: words('install i add fetch update up upgrade import deploy dlx install-test it rebuild'),
  },
  caches: [
    {
      holds: 'every file of every package that was downloaded',
      option: exactly('--store-dir'),
      movedBy: movers({
        npm_config_store_dir: '',
        NPM_CONFIG_STORE_DIR: '',
        pnpm_config_store_dir: '',
        PNPM_HOME: 'store',
        XDG_DATA_HOME: 'pnpm/store',
      }),
      place: inHome('.local/share/pnpm/store'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['store prune'],
  configuredBy: { subcommand: 'config set', settings: /^store-?dir(?:=|$)/i },
  offline: {
    options: [exactly('--offline')],
    variables: whenTrue('npm_config_offline'),
  },
  worksBesideCache: true,
  applies: ({ variable }) => {
    const method =
      variable('npm_config_package_import_method') ?? variable('NPM_CONFIG_PACKAGE_IMPORT_METHOD');
    return method === 'hardlink' || method === 'clone'
      ? { reason: 'packages-used-from-cache', detail: `package-import-method=${method}` }
      : 'applies';
  },
  manifests: pnpmManifests,
  proof: {
    kind: 'asked',
    with: 'pnpm 9, with and without PNPM_HOME, npm_config_store_dir and XDG_DATA_HOME',
  },
  notes: [
    '`pnpm fetch` and then `pnpm install --offline` in another RUN needs the store in the image: it is left alone. Leave `--offline` out, and it is upgraded.',
    'For users other than root set PNPM_HOME to a folder that they own: pnpm also works beside its store.',
  ],
});
