/**
 * What a command that is no package manager may do beside an install that is to stand above the sources.
 * `any`: its words name no files. `absolute`: those that hold a slash do. `paths`: all of its words may name files. What
 * is named must be apart from the sources. `here`: it works in its own folder as well, which must be apart too.
 */
export type Neutrality = 'any' | 'absolute' | 'paths' | 'here';

const COMMANDS = {
  any: 'echo printf true false : set umask export unset sleep date uname id whoami exit ulimit hash type which command yes update-ca-certificates ldconfig locale-gen apt-mark dpkg-reconfigure',
  absolute: 'groupadd useradd adduser addgroup usermod',
  paths: 'mkdir rm ln touch chmod chown cp mv install gpg tee cat sed dpkg',
  here: 'tar curl wget unzip git',
} as const satisfies Record<Neutrality, string>;

const NEUTRAL: ReadonlyMap<string, Neutrality> = new Map(
  (Object.keys(COMMANDS) as Neutrality[]).flatMap((kind) =>
    COMMANDS[kind].split(' ').map((name) => [name, kind] as const),
  ),
);

/** Undefined for a command of which nothing is known. `words`: what follows its name. */
export function neutralityOf(name: string, words: readonly string[]): Neutrality | undefined {
  switch (name) {
    case 'corepack':
      return /^(?:enable|disable|prepare)$/.test(words[0] ?? '') ? 'any' : undefined;
    case 'test':
    case '[':
      return words.some((word) => /^-[a-mo-y]$/i.test(word)) ? 'paths' : 'any';
    case 'dpkg':
      return words.includes('--add-architecture') ? 'any' : 'paths';
    default:
      return NEUTRAL.get(name);
  }
}

/** The folder that `python -m venv x` or `virtualenv x` makes; undefined for other commands. */
export function virtualEnvironment(name: string, words: readonly string[]): string | undefined {
  const isModule =
    /^python[\d.]*$/.test(name) && words[0] === '-m' && /^(?:venv|virtualenv)$/.test(words[1] ?? '');
  const rest = isModule ? words.slice(2) : name === 'virtualenv' ? words : undefined;
  return rest?.find(
    (word, index) => !word.startsWith('-') && !/^(?:-p|--python|--prompt)$/.test(rest[index - 1] ?? ''),
  );
}
