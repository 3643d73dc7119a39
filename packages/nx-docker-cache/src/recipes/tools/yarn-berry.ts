import { defineRecipe, exactly, inHome, isTruthy, movers, NOTHING } from '../facts';
import { yarnBerryManifests } from '../manifests/yarn';
import type { Applicability, CallFacts } from '../recipe';
import { yarnKind } from '../yarn-kind';

/**
 * Yarn 2 and later. With Plug'n'Play, its default, packages are used from the cache when the program runs, so that they
 * have to be in the image; with `nodeLinker: node-modules` they are copied out. Before Yarn 4 the cache is a folder of the
 * project unless `enableGlobalCache` says otherwise.
 */
export const recipe = defineRecipe({
  tool: 'yarn-berry',
  title: 'Yarn 2 and later',
  call: {
    word: /\byarn\b/,
    programs: /^yarn$/,
    valueOptions: ['--cwd', '--mode'],
    fills: ['', 'install', 'add', 'up', 'workspaces focus', 'dlx', 'rebuild'],
  },
  caches: [
    {
      holds: 'the packages that were downloaded, as archives',
      movedBy: movers({ YARN_CACHE_FOLDER: '', YARN_GLOBAL_FOLDER: 'cache' }),
      place: inHome('.yarn/berry/cache'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['cache clean'],
  configuredBy: {
    subcommand: 'config set',
    settings: /^(?:cacheFolder|globalFolder|enableGlobalCache|nodeLinker)$/,
  },
  offline: { ...NOTHING, options: [exactly('--immutable-cache')] },
  worksBesideCache: true,
  applies: berryApplies,
  projectFiles: ['package.json', 'yarn.lock', '.yarnrc.yml'],
  manifests: yarnBerryManifests,
  proof: { kind: 'asked', with: 'Yarn 4.5 with nodeLinker: node-modules' },
  notes: [
    "With Plug'n'Play (no `nodeLinker: node-modules` in .yarnrc.yml, no YARN_NODE_LINKER) it is left alone: the packages run from the cache.",
    'Before Yarn 4 the cache is in the project (`.yarn/cache`) unless `enableGlobalCache: true`: left alone.',
  ],
});

function berryApplies(facts: CallFacts): Applicability {
  const kind = yarnKind(facts);
  if (kind === 'classic') return 'other-kind';
  const settings = facts.files.get('.yarnrc.yml') ?? '';
  const linker = facts.variable('YARN_NODE_LINKER') ?? /^nodeLinker:\s*["']?([\w-]+)/m.exec(settings)?.[1];
  if (linker !== 'node-modules')
    return {
      reason: 'packages-used-from-cache',
      detail: linker ?? "no nodeLinker is set, so it is Plug'n'Play",
    };
  const isGlobal =
    facts.variable('YARN_ENABLE_GLOBAL_CACHE') ?? /^enableGlobalCache:\s*["']?(\w+)/m.exec(settings)?.[1];
  if (isGlobal === undefined ? kind.from < 4 : !isTruthy(isGlobal))
    return { reason: 'cache-in-project', detail: '.yarn/cache' };
  return 'applies';
}
