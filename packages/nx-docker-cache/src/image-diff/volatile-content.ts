/** Files in which every build writes something anew, and what is left of them without it. */
export interface SteadyRule {
  /** Matches the path, without a slash in front. */
  readonly path: RegExp;
  /** What is taken out, for people. */
  readonly without: string;
  readonly steady: (text: string) => string;
  /** Bytes: larger files are not meant. */
  readonly upTo?: number;
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
    without:
      'the order of its lines, what the installer notes of itself, and the digests of programs that only start a module: each of those files is compared on its own',
    steady: (text) =>
      text
        .split(/\r?\n/)
        .filter(
          (line) =>
            !/\.dist-info\/(?:INSTALLER|REQUESTED|RECORD|uv_build\.json|uv_cache\.json),|__pycache__\//.test(
              line,
            ),
        )
        .map((line) => line.replace(/^(.*\.dist-info\/direct_url\.json|(?:\.\.\/)+bin\/[^,]+),.*$/, '$1'))
        .sort()
        .join('\n'),
  },
  {
    path: /(?:^|\/)bin\/[^/]+$/,
    upTo: 4096,
    without: 'how pip and uv each write a program that only starts a module of a package',
    steady: launcher,
  },
  {
    path: /\.dist-info\/direct_url\.json$/,
    without:
      'the name of the temporary folder that a package was unpacked in, and how its JSON is written (`editable` is false where it is not said)',
    steady: (text) => jsonFacts(text.replace(/\/tmp\/[A-Za-z0-9_.-]+/g, '/tmp')),
  },
  {
    path: /(?:^|\/)node_modules\/\.modules\.yaml$/,
    without: "pnpm's time of the last pruning, and the folder of its store",
    steady: (text) => text.replace(/^[ \t]*"?(?:prunedAt|storeDir)"?:.*$/gm, ''),
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
  return STEADY_RULES.find((rule) => size <= (rule.upTo ?? LARGEST) && rule.path.test(path));
}

/** What a console script starts, and with the Python of which folder; any other text as it is. */
function launcher(text: string): string {
  const folder = /^#!(\/\S+\/)python[\d.]*\n/.exec(text)?.[1];
  const [, module, name] = /^from ([\w.]+) import (\w+)$/m.exec(text) ?? [];
  const call = /^ {4}sys\.exit\(([\w.]+)\(\)\)$/m.exec(text)?.[1];
  if (folder === undefined || module === undefined || call?.split('.')[0] !== name) return text;
  const rest = text.split('\n').filter((line) => line !== '' && !LAUNCHER_LINES.test(line));
  return rest.length === 0 ? `${folder} ${module}:${call}` : text;
}

/** All lines of the templates of pip (distlib's `SCRIPT_TEMPLATE`, pip's own) and uv (`uv-install-wheel`). */
const LAUNCHER_LINES =
  /^(?:#!\/\S+|# -\*- coding: utf-8 -\*-|import (?:re|sys)|from [\w.]+ import \w+|if __name__ == ['"]__main__['"]:|    (?:sys\.argv\[0\] = re\.sub\(.*|(?:el)?if sys\.argv\[0\]\.endswith\(["'].*["']\):|    sys\.argv\[0\] = sys\.argv\[0\]\[:-\d+\]|sys\.exit\([\w.]+\(\)\)))$/;

/** JSON with its names in order, without blanks and without what is false anyway; any other text as it is. */
function jsonFacts(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text, (_, value: unknown) => inOrder(value)));
  } catch {
    return text;
  }
}

function inOrder(value: unknown): unknown {
  if (value === false) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
