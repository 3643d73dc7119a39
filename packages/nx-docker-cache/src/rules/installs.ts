import { programName, type Invocation } from '../shell/invocation';

/** A call that installs packages of others: the slow kind of step, which should be found in the cache. */
export interface Install {
  /** As people call it. */
  readonly tool: string;
  /** Undefined for packages that are named in the call; otherwise what lists them. */
  readonly manifest: string | undefined;
}

interface Installer {
  readonly tool: string;
  readonly programs: RegExp;
  /** Words in this order behind the program, other options left out. An empty one stands for a call without words. */
  readonly subcommands: readonly string[];
  readonly manifest: string | undefined;
  /** Calls that need the sources themselves, or that install nothing. */
  readonly unless: RegExp;
  /** Calls whose packages stand in the command line although the tool has a manifest. */
  readonly named: RegExp;
  /** Without such a word a call needs the sources. */
  readonly onlyWith: RegExp | undefined;
}

const NEVER = /(?!)/;
const VERSION = /^(?:--version|-v|--help|-h)$/;

/** `programs` matches the name without its folder. */
function installer(
  tool: string,
  programs: RegExp,
  subcommands: readonly string[],
  more: Partial<Pick<Installer, 'manifest' | 'unless' | 'named' | 'onlyWith'>> = {},
): Installer {
  return {
    tool,
    programs,
    subcommands,
    manifest: undefined,
    unless: VERSION,
    named: NEVER,
    onlyWith: undefined,
    ...more,
  };
}

/** A word that names something in the file system. */
const LOCAL = /^(?:\.{1,2}(?:$|\/)|\.\[|\/|file:|--path\b)|\.(?:whl|tar\.gz|tgz|deb|rpm|zip|apk|gem)$/;

const INSTALLERS: readonly Installer[] = [
  installer('npm', /^npm$/, ['ci', 'install', 'i'], {
    manifest: 'package.json and the lock file',
    named: /^(?:-g|--global)$/,
  }),
  installer('yarn', /^yarn$/, ['', 'install'], { manifest: 'package.json and yarn.lock' }),
  installer('pnpm', /^pnpm$/, ['install', 'i'], {
    manifest: 'package.json and pnpm-lock.yaml',
    named: /^(?:-g|--global)$/,
  }),
  installer('bun', /^bun$/, ['install', 'i'], {
    manifest: 'package.json and bun.lock',
    named: /^(?:-g|--global)$/,
  }),
  installer('pip', /^pip-?[23]?(?:\.\d+)?$/, ['install'], { named: NEVER }),
  installer('poetry', /^poetry$/, ['install'], { manifest: 'pyproject.toml and poetry.lock' }),
  installer('pipenv', /^pipenv$/, ['install', 'sync'], { manifest: 'Pipfile and Pipfile.lock' }),
  installer('bundler', /^bundle$/, ['install'], { manifest: 'Gemfile and Gemfile.lock' }),
  installer('composer', /^composer(?:\.phar)?$/, ['install'], {
    manifest: 'composer.json and composer.lock',
    // A class map is made of the sources, and scripts of the project are most often its own.
    unless: /^(?:--version|-V|--help|-h|-[oa]|--optimize-autoloader|--classmap-authoritative)$/,
    onlyWith: /^--no-(?:scripts|autoloader)$/,
  }),
  installer('go', /^go$/, ['mod download'], { manifest: 'go.mod and go.sum' }),
  installer('cargo', /^cargo$/, ['fetch'], { manifest: 'Cargo.toml and Cargo.lock' }),
  installer('apt-get', /^(?:apt-get|apt|aptitude)$/, ['install']),
  installer('apk', /^apk$/, ['add']),
  installer('dnf', /^(?:dnf|yum|microdnf|tdnf)$/, ['install']),
  installer('zypper', /^zypper$/, ['install', 'in']),
];

/** Reads an invocation as an install; undefined when it is none, or when it needs the sources. */
export function installOf({ words, command }: Invocation): Install | undefined {
  if (command.nesting.includes('substitution')) return undefined;
  const name = programName(words[0]) ?? '';
  const [program, texts] = pythonModule(
    name,
    words.slice(1).map(({ value, text }) => value ?? text),
  );
  const found = INSTALLERS.find(({ programs }) => programs.test(program));
  if (found === undefined || !found.subcommands.some((subcommand) => follows(subcommand, texts)))
    return undefined;
  const { unless, onlyWith } = found;
  if (texts.some((text) => unless.test(text))) return undefined;
  if (onlyWith !== undefined && !texts.some((text) => onlyWith.test(text))) return undefined;
  if (found.tool === 'pip') return pipInstall(texts);
  if (texts.some((text) => LOCAL.test(text)) || mentionsUnknown(texts)) return undefined;
  const isNamed = texts.some((text) => found.named.test(text));
  return { tool: found.tool, manifest: isNamed ? undefined : found.manifest };
}

function pythonModule(name: string, texts: readonly string[]): [string, readonly string[]] {
  return /^python[\d.]*$/.test(name) && texts[0] === '-m' && texts[1] === 'pip'
    ? ['pip', texts.slice(2)]
    : [name, texts];
}

function follows(subcommand: string, texts: readonly string[]): boolean {
  const operands = texts.filter((text) => !text.startsWith('-'));
  if (subcommand === '') return operands.length === 0;
  const wanted = subcommand.split(' ');
  return [0, 1].some((from) => wanted.every((word, index) => operands[from + index] === word));
}

/** What a variable holds may be a path. */
function mentionsUnknown(texts: readonly string[]): boolean {
  return texts.some((text) => !text.startsWith('-') && /[$`*]/.test(text));
}

/** `pip install -r x` needs only x, `pip install flask` nothing, `pip install .` the project. */
function pipInstall(texts: readonly string[]): Install | undefined {
  const requirement = /^(?:-r|--requirement|-c|--constraint)$/;
  const lists = texts.flatMap((text, index) =>
    /^(?:-r|--requirement)$/.test(text)
      ? [texts[index + 1] ?? '']
      : (/^(?:-r|--requirement=)(.+)$/.exec(text)?.slice(1) ?? []),
  );
  const rest = texts.filter((_, index) => !requirement.test(texts[index - 1] ?? ''));
  if (rest.some((text) => /^(?:-e|--editable)/.test(text) || LOCAL.test(text)) || mentionsUnknown(texts))
    return undefined;
  return { tool: 'pip', manifest: lists[0] };
}
