import { posix } from 'node:path';
import { readsDeclined, type InstallCall, type InstallReads } from '../manifests';
import { hasOption } from './call-arguments';
import { namedFile, type NamingPlace } from './named-files';
import { nodeManifests, WORKSPACES_IN_PACKAGE } from './node';

const RELEASES = ['.yarn/releases', '.yarn/plugins'];

/** Yarn 1. Without --frozen-lockfile it mends its lock file where that does not fit, or lacks checksums. */
export const yarnManifests = nodeManifests({
  installs: ['', 'install'],
  valueOptions: [
    ...'--cache-folder --registry --modules-folder --network-timeout --network-concurrency'.split(' '),
    ...'--mutex --use-yarnrc --global-folder --link-folder --preferred-cache-folder'.split(' '),
  ],
  global: { options: [], subcommand: 'global' },
  locks: ['yarn.lock'],
  keepsLock: (given) => hasOption(given, '--frozen-lockfile', '--pure-lockfile'),
  files: ['.npmrc', '.yarnrc', '.yarnclean'],
  folders: RELEASES,
  writes: ['.pnp.js', 'yarn-error.log'],
  readsMoreWith: ['npm-packages-offline-cache', 'yarn-offline-mirror'],
  workspaces: WORKSPACES_IN_PACKAGE,
  problem: (folder, { copied }) => {
    const text = copied.text(posix.join(folder, '.yarnrc')) ?? '';
    const named = /^\s*"?(?:yarn-offline-mirror|cafile|--modules-folder|--cache-folder)"?\s/m.exec(text);
    const found = named?.[0].trim() ?? settingOfFile(text, { folder, copied });
    return found === undefined ? undefined : readsDeclined('manifest-unknown', `.yarnrc: ${found}`);
  },
  neutral: ['config set'],
});

/** Yarn 2 and later. It changes its lock file unless --immutable, or a variable that says that this is CI, keeps it. */
export const yarnBerryManifests = nodeManifests({
  installs: ['', 'install'],
  valueOptions: ['--mode'],
  global: { options: [], subcommand: undefined },
  locks: ['yarn.lock'],
  keepsLock: (given, call) =>
    hasOption(given, '--immutable', '--immutable-cache', '--frozen-lockfile') || isImmutable(call),
  files: ['.npmrc', '.yarnrc.yml'],
  folders: RELEASES,
  writes: ['.yarn/install-state.gz', '.yarn/cache', '.yarn/unplugged', '.yarn/build-state.yml', '.pnp.cjs'],
  readsMoreWith: ['.pnp.cjs', '.pnp.loader.mjs'],
  workspaces: WORKSPACES_IN_PACKAGE,
  problem: (folder, { copied }): InstallReads | undefined => {
    const held = ['cache', 'patches', 'versions'].find((name) =>
      copied.names(posix.join(folder, '.yarn')).includes(name),
    );
    if (held !== undefined) return readsDeclined('reads-sources', posix.join(folder, '.yarn', held));
    const settings = copied.text(posix.join(folder, '.yarnrc.yml')) ?? '';
    const named =
      /^(?:httpsCaFilePath|cacheFolder|globalFolder|injectEnvironmentFiles|virtualFolder|constraintsPath)\b|^enableConstraintsChecks:\s*true/m.exec(
        settings,
      );
    const found = named?.[0] ?? settingOfFile(settings, { folder, copied });
    if (found !== undefined) return readsDeclined('manifest-unknown', `.yarnrc.yml: ${found}`);
    return /npmAuth(?:Token|Ident):\s*["']?[^\s"'$]/.test(settings)
      ? readsDeclined('secret-in-manifest', posix.join(folder, '.yarnrc.yml'))
      : undefined;
  },
  neutral: [],
});

/** A setting that names a copied file which does not come along with the folders of Yarn's releases and plugins. */
function settingOfFile(text: string, place: NamingPlace): string | undefined {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .find((line) => {
      const file = namedFile(line, place);
      return (
        file !== undefined &&
        !RELEASES.some((folder) => posix.normalize(file).startsWith(`${folder}/`)) &&
        !file.startsWith('@')
      );
    });
}

function isImmutable({ variable }: InstallCall): boolean {
  return variable('YARN_ENABLE_IMMUTABLE_INSTALLS')?.value === 'true' || variable('CI')?.value === 'true';
}
