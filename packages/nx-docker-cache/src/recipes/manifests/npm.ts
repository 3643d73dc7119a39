import { hasOption, type CallArguments } from './call-arguments';
import { nodeManifests, NO_PROBLEM, WORKSPACES_IN_PACKAGE } from './node';

const CLEAN_INSTALLS = ['ci', 'clean-install', 'ic', 'install-clean', 'isntall-clean'];

/**
 * npm. `npm ci` leaves the lock file alone. `npm install` writes it anew each time: what it writes may differ from what
 * is in the project, by the version of npm and by the registry's answers.
 */
export const npmManifests = nodeManifests({
  installs: [...CLEAN_INSTALLS, 'install', 'i', 'in', 'isntall', 'add'],
  valueOptions: [
    ...'--cache --registry --loglevel -w --workspace --userconfig --omit --include'.split(' '),
    ...'--only --cpu --os --libc --install-strategy --before --tag'.split(' '),
    ...'--fetch-timeout --fetch-retries --maxsockets --network-timeout'.split(' '),
  ],
  global: { options: ['-g', '--global', '--location'], subcommand: undefined },
  locks: ['package-lock.json', 'npm-shrinkwrap.json'],
  keepsLock: (given) => isCleanInstall(given) || hasOption(given, '--no-save', '--no-package-lock'),
  files: ['.npmrc'],
  folders: [],
  writes: [],
  readsMoreWith: [],
  workspaces: WORKSPACES_IN_PACKAGE,
  problem: NO_PROBLEM,
  neutral: ['config set', 'set'],
});

function isCleanInstall({ operands }: CallArguments): boolean {
  return CLEAN_INSTALLS.includes(operands[0]?.value ?? '');
}
