import { defineRecipe, inHome, movers, NOTHING, words } from '../facts';
import { pipManifests } from '../manifests/pip';

/**
 * pip. Read in pip's sources and tried with pip 23 to 26: the option parser accepts unambiguous abbreviations; the last
 * of `--no-cache-dir` and `--cache-dir` wins, and both win over variables; any value of PIP_NO_CACHE_DIR that is not
 * empty, `0` and `false` too, switches the cache off; empty variables are ignored.
 * Writing is atomic (a file is renamed into place), so that builds may share the folder.
 */
export const recipe = defineRecipe({
  tool: 'pip',
  title: 'pip',
  call: {
    word: /pip/i,
    programs: /^pip-?[23]?(?:\.\d+)?$/,
    pythonModule: 'pip',
    valueOptions: words(
      '--python --log --log-file --proxy --retries --timeout --default-timeout --exists-action --trusted-host --cert --client-cert --cache-dir --use-feature --use-deprecated --keyring-provider --resume-retries',
    ),
    fills: words('install download wheel lock'),
  },
  caches: [
    {
      holds: 'downloads and the wheels that pip built from source archives',
      option: { long: '--cache-dir', shortest: '--ca', short: undefined },
      movedBy: movers({ PIP_CACHE_DIR: '', XDG_CACHE_HOME: 'pip' }),
      place: inHome('.cache/pip'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: {
    options: [{ long: '--no-cache-dir', shortest: '--no-ca', short: undefined }],
    variables: [{ name: 'PIP_NO_CACHE_DIR', disables: (value) => value !== '' }],
  },
  wipedBy: ['cache purge', 'cache remove'],
  configuredBy: { subcommand: 'config set', settings: /(?:^|\.)(?:no-)?cache-dir$/ },
  offline: NOTHING,
  worksBesideCache: false,
  manifests: pipManifests,
  proof: { kind: 'built', example: 'examples/pip, Debian 12' },
  notes: [
    'An index that sends no caching headers leaves the mount empty: pip keeps only what it may.',
    'Wheels that pip builds itself are kept by platform tag, which does not name the C library: where Alpine and Debian images are built on one builder from packages without wheels, give each an id (`--id`).',
  ],
});
