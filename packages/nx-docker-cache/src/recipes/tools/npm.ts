import { defineRecipe, exactly, inHome, movers, NOTHING, whenTrue, words } from '../facts';
import { npmManifests } from '../manifests/npm';

/**
 * npm. Its cache is addressed by content and written by renaming: builds may share it, whatever their platform. What
 * `npm exec` installs is run from there (`~/.npm/_npx`), perhaps when the container runs.
 */
export const recipe = defineRecipe({
  tool: 'npm',
  title: 'npm',
  call: {
    word: /\bnpm\b/,
    programs: /^npm$/,
    valueOptions: words('--prefix -C --cache --registry --loglevel -w --workspace --userconfig'),
    fills: words(
      'ci install i add clean-install ic install-clean isntall-clean install-test install-ci-test it cit in isntall update up upgrade rebuild pack',
    ),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the registry says of them',
      option: exactly('--cache'),
      movedBy: movers({ npm_config_cache: '', NPM_CONFIG_CACHE: '' }),
      place: inHome('.npm'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['cache clean', 'cache clear', 'cache rm'],
  configuredBy: { subcommand: 'config set', settings: /^cache(?:=|$)/ },
  offline: {
    options: [exactly('--offline')],
    variables: whenTrue('npm_config_offline', 'NPM_CONFIG_OFFLINE'),
  },
  worksBesideCache: false,
  manifests: npmManifests,
  proof: { kind: 'built', example: 'examples/npm, Node 18' },
  notes: ['`--prefer-offline` saves further round trips to the registry; it is yours to add.'],
});
