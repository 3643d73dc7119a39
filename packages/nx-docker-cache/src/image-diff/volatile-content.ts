/** Files in which every build writes something anew, and what is left of them without it. */
export interface SteadyRule {
  /** Matches the path, without a slash in front. */
  readonly path: RegExp;
  /** What is taken out, for people. */
  readonly without: string;
  readonly steady: (text: string) => string;
}

/** The larger ones are no files of these kinds, and are not kept in memory. */
const LARGEST = 4 * 1024 * 1024;

/** Text is handed over as Latin 1, so that every byte is one character. */
export const STEADY_RULES: readonly SteadyRule[] = [
  {
    path: /^etc\/shadow-?$/,
    without: 'the day of the last change of each password, which useradd sets to today',
    steady: (text) => text.replace(/^([^:\n]*:[^:\n]*:)\d+/gm, '$1'),
  },
  {
    path: /\.dist-info\/RECORD$/,
    without: 'the order of its lines, and the digest of direct_url.json',
    steady: (text) =>
      text
        .split('\n')
        .map((line) => line.replace(/^(.*\.dist-info\/direct_url\.json),.*$/, '$1'))
        .sort()
        .join('\n'),
  },
  {
    path: /\.dist-info\/direct_url\.json$/,
    without: 'the name of the temporary folder that a package was unpacked in',
    steady: (text) => text.replace(/\/tmp\/[A-Za-z0-9_.-]+/g, '/tmp'),
  },
  {
    path: /(?:^|\/)node_modules\/\.modules\.yaml$/,
    without: "pnpm's time of the last pruning, and the folder of its store",
    steady: (text) => text.replace(/^\s*"?(?:prunedAt|storeDir)"?:.*$/gm, ''),
  },
  {
    path: /(?:^|\/)node_modules\/\.pnpm-workspace-state(?:-v1)?\.json$/,
    without: "pnpm's time of the last look",
    steady: (text) => text.replace(/"lastValidatedTimestamp":\s*\d+/, ''),
  },
  {
    path: /\/\.cache\/pnpm\/metadata[^/]*\/.*\.json$/,
    without: "pnpm's time of the download",
    steady: (text) => text.replace(/"cachedAt":\s*\d+/, ''),
  },
  {
    path: /\/pnpm\/pnpm-state\.json$/,
    without: "pnpm's time of the last look for a new pnpm",
    steady: (text) => text.replace(/"lastUpdateCheck":\s*"[^"]*"/, ''),
  },
];

export function steadyRule(path: string, size: number): SteadyRule | undefined {
  return size > LARGEST ? undefined : STEADY_RULES.find((rule) => rule.path.test(path));
}
