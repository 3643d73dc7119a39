/**
 * What package managers keep in their cache folders. A build that has the folder in a cache mount leaves an image
 * without it, which is what a mount is for; anything else that goes missing there (a virtual environment, a binary)
 * is missed. The table is on purpose not taken from the recipes: what proves an upgrade must not believe it.
 */
interface CacheContent {
  readonly tool: string;
  /** The folder by the end of its path. */
  readonly folder: RegExp;
  /** What in it is cache, relative to it; undefined: all. */
  readonly holds: RegExp | undefined;
}

const CACHES: readonly CacheContent[] = [
  { tool: 'pip', folder: /\/pip$/, holds: /^(?:http(?:-v2)?|wheels|selfcheck)(?:\/|$)/ },
  {
    tool: 'uv',
    folder: /\/uv$/,
    holds:
      /^(?:(?:archive|wheels|simple|sdists|git|builds|interpreter|flat-index|osv)-v\d+(?:\/|$)|CACHEDIR\.TAG$|\.gitignore$|\.git$|\.lock$)/,
  },
  { tool: 'poetry', folder: /\/pypoetry$/, holds: /^(?:cache|artifacts)(?:\/|$)/ },
  // The two are mounted, not the folder around them, which may hold virtual environments.
  { tool: 'poetry', folder: /\/pypoetry\/(?:cache|artifacts)$/, holds: undefined },
  { tool: 'pipenv', folder: /\/pipenv$/, holds: /^(?:depcache.*\.json|http.*|wheels|hash-cache.*)(?:\/|$)/ },
  {
    tool: 'pdm',
    folder: /\/pdm$/,
    holds: /^(?:http|wheels|metadata|hashes|publish|CACHEDIR\.TAG)(?:\/|$)|\.json$/,
  },
  { tool: 'conda', folder: /\/(?:conda|mamba|pkgs)$/, holds: undefined },
  {
    tool: 'npm',
    folder: /\/\.npm$/,
    holds: /^(?:_cacache|_logs|_locks|_update-notifier-last-checked|anonymous-cli-metrics\.json)(?:\/|$)/,
  },
  { tool: 'yarn 1', folder: /\/(?:\.cache|cache)\/yarn$/, holds: /^(?:v\d+|\.tmp)(?:\/|$)/ },
  { tool: 'yarn', folder: /\/(?:berry|\.yarn)\/cache$/, holds: /\.zip$/ },
  { tool: 'pnpm', folder: /\/(?:store|\.pnpm-store)$/, holds: /^v\d+(?:\/|$)/ },
  { tool: 'pnpm', folder: /\/\.cache\/pnpm$/, holds: undefined },
  { tool: 'bun', folder: /\/\.bun\/install\/cache$/, holds: undefined },
  { tool: 'apt', folder: /^\/var\/cache\/apt$/, holds: /^(?:archives(?:\/|$)|[a-z]*pkgcache\.bin$)/ },
  { tool: 'apt', folder: /^\/var\/lib\/apt\/lists$/, holds: undefined },
  {
    tool: 'apk',
    folder: /^\/(?:var\/cache|etc)\/apk(?:\/cache)?$/,
    holds: /(?:^|\/)(?:APKINDEX\..*|[^/]*\.apk|installed)$/,
  },
  { tool: 'dnf', folder: /^\/var\/cache\/(?:dnf|yum|libdnf5)$/, holds: undefined },
  { tool: 'zypper', folder: /^\/var\/cache\/zypp$/, holds: undefined },
  { tool: 'go', folder: /\/pkg\/mod$/, holds: undefined },
  { tool: 'go', folder: /\/go-build$/, holds: undefined },
  { tool: 'cargo', folder: /\/registry$/, holds: /^(?:index|cache|src|CACHEDIR\.TAG)(?:\/|$)/ },
  { tool: 'cargo', folder: /\/(?:\.cargo|cargo)\/git$/, holds: /^(?:db|checkouts|CACHEDIR\.TAG)(?:\/|$)/ },
  { tool: 'maven', folder: /\/\.m2\/repository$/, holds: undefined },
  {
    tool: 'gradle',
    folder: /\/\.gradle$/,
    holds: /^(?:caches|daemon|native|notifications|wrapper|\.tmp)(?:\/|$)/,
  },
  { tool: 'coursier', folder: /\/coursier$/, holds: undefined },
  { tool: 'ivy', folder: /\/\.ivy2$/, holds: /^cache(?:\/|$)/ },
  {
    tool: 'composer',
    folder: /\/(?:\.composer|composer)(?:\/cache)?$/,
    holds: /^(?:cache\/)?(?:files|repo|vcs|\.htaccess)(?:\/|$)/,
  },
  {
    tool: 'bundler',
    folder: /\/(?:\.bundle|bundle)\/cache$/,
    holds: /(?:^(?:compact_index)(?:\/|$)|\.gem$)/,
  },
  { tool: 'nuget', folder: /\/\.nuget\/packages$/, holds: undefined },
  { tool: 'nuget', folder: /\/NuGet\/(?:v3-cache|http-cache)$/, holds: undefined },
  { tool: 'hex', folder: /\/\.hex$/, holds: /^(?:packages(?:\/|$)|cache\.ets$)/ },
  { tool: 'rebar3', folder: /\/rebar3$/, holds: undefined },
  { tool: 'ccache', folder: /\/s?ccache$/, holds: undefined },
];

/** The tool whose cache a path is part of, undefined when it is of none. `mounts`: the targets of cache mounts. */
export function cacheAt(path: string, mounts: readonly string[]): string | undefined {
  for (const mount of mounts) {
    if (!isBelow(path, mount)) continue;
    const tool = toolOf(path, mount);
    if (tool !== undefined) return tool;
  }
  return undefined;
}

export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** The folder of a tool is the mount itself or below it; a folder that was moved has any name, but the same things in it. */
function toolOf(path: string, mount: string): string | undefined {
  const folders = foldersFrom(mount, path);
  const named = CACHES.find(({ folder, holds }) =>
    folders.some(
      (each) =>
        folder.test(each) &&
        (each === path || holds === undefined || holds.test(path.slice(each.length + 1))),
    ),
  );
  if (named !== undefined) return named.tool;
  if (CACHES.some(({ folder }) => folder.test(mount))) return undefined;
  return CACHES.find(({ holds }) => holds?.test(path.slice(mount.length + 1)))?.tool;
}

/** `/a`, `/a/b`, `/a/b/c` for `/a` and `/a/b/c`. */
function foldersFrom(mount: string, path: string): string[] {
  const names = path.slice(mount.length + 1).split('/');
  return [mount, ...names.map((_, index) => `${mount}/${names.slice(0, index + 1).join('/')}`)];
}
