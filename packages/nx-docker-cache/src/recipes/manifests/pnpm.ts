import { posix } from 'node:path';
import { readsDeclined, type InstallCall } from '../manifests';
import { hasOption } from './call-arguments';
import { namedFile, type NamingPlace } from './named-files';
import { nodeManifests } from './node';

/** pnpm. In CI it keeps its lock file by default, elsewhere it mends what does not fit. */
export const pnpmManifests = nodeManifests({
  installs: ['install', 'i'],
  valueOptions: [
    ...'--store-dir --filter -F --registry --reporter --loglevel --network-concurrency'.split(' '),
    ...'--package-import-method --virtual-store-dir --modules-dir --lockfile-dir --config-dir'.split(' '),
    ...'--child-concurrency --node-linker --public-hoist-pattern --hoist-pattern'.split(' '),
  ],
  global: { options: ['-g', '--global'], subcommand: undefined },
  locks: ['pnpm-lock.yaml'],
  keepsLock: (given, { variable }) =>
    hasOption(given, '--frozen-lockfile') || /^(?:1|true)$/.test(variable('CI')?.value ?? ''),
  files: ['.npmrc', 'pnpm-workspace.yaml'],
  folders: [],
  writes: ['.pnpm-store', '.pnp.cjs'],
  readsMoreWith: ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js', 'patches'],
  workspaces: (_, call) => workspacePatterns(call),
  problem: (folder, { copied }) => {
    const text = copied.text(posix.join(folder, 'pnpm-workspace.yaml')) ?? '';
    const named =
      /^(?:patchedDependencies|configDependencies|pnpmfile|storeDir|modulesDir|lockfileDir|cafile)\b|(?:file|link):/m.exec(
        text,
      );
    const found = named?.[0] ?? settingOfFile(text, { folder, copied });
    return found === undefined ? undefined : readsDeclined('reads-sources', `pnpm-workspace.yaml: ${found}`);
  },
  neutral: ['config set', 'setup'],
});

/** A setting (`scriptShell: ./sh`) that names a copied file. The items of lists are packages. */
function settingOfFile(text: string, place: NamingPlace): string | undefined {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .find((line) => !line.startsWith('-') && namedFile(line.replace(/^[^:]*:/, ''), place) !== undefined);
}

/** The list `packages` of pnpm-workspace.yaml, written one a line. */
function workspacePatterns({ folder, copied }: InstallCall): readonly string[] | undefined {
  const text = copied.text(posix.join(folder ?? '/', 'pnpm-workspace.yaml'));
  if (text === undefined) return [];
  const patterns: string[] = [];
  let isInside = false;
  for (const line of text.split(/\r?\n/).map((each) => each.replace(/(?:^|\s)#.*$/, '').trimEnd())) {
    if (/^packages:/.test(line)) {
      if (line !== 'packages:') return undefined;
      isInside = true;
    } else if (isInside && /^\s*-/.test(line)) {
      const pattern = /^\s*-\s+(["']?)([^"']+)\1$/.exec(line)?.[2];
      if (pattern === undefined) return undefined;
      patterns.push(pattern);
    } else if (line !== '') isInside = false;
  }
  return patterns;
}
