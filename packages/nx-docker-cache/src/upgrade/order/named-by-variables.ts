import { knownValue } from '../../dockerfile/scope';
import { knownText } from '../../dockerfile/expand';
import type { CopiedFiles } from '../../recipes/manifests';
import type { InvocationInPlace } from '../script-environment';
import type { RunSite } from '../sites';
import { pathsOfValue } from './named-sources';
import { isWithin } from '../../context/within';

/** A path that a variable names which any command may follow: for its programs, its settings, its compiler. */
export interface NamedPath {
  readonly name: string;
  readonly path: string;
}

/** Settings, certificates and keys: what names a file there is followed by its absolute path. */
const ABOUT_ACCESS =
  /CERT|(?:^|_)CA(?:_|$)|CAFILE|SSL|SSH|KEY|TOKEN|CONFIG|RC$|NETRC|CREDENTIAL|SECRET|^(?:PIP|UV|NPM|YARN|GIT)_/i;

/** What package managers and the programs that they call look at: relative paths and folders count as well. */
const OF_TOOLS = new RegExp(
  [
    String.raw`CERT|(?:^|_)CA(?:_|$)|CA_?(?:FILE|BUNDLE|INFO)|NETRC|^(?:PIP|UV|NPM|YARN|GIT)_`,
    String.raw`^(?:PATH|CC|CXX|CPP|LD|AR|AS|NM|RANLIB|FC|F77|F90|MAKE|CMAKE|SHELL|ENV|BASH_ENV|GOENV)$`,
    String.raw`^LD_|FLAGS$|^CPATH$|(?:LIBRARY|INCLUDE)_PATH$|^PKG_CONFIG|^CMAKE_|^ACLOCAL_PATH$|^PERL5|^RUBY(?:LIB|OPT)$`,
    String.raw`^(?:NODE_OPTIONS|JAVA_TOOL_OPTIONS|MAVEN_OPTS)$|_(?:WRAPPER|LAUNCHER|LINKER)$|^XDG_CONFIG_|^OPENSSL_CONF$`,
  ].join('|'),
  'i',
);

/** What requirements are constrained by is known from their files. */
const IS_FOLLOWED = /CONSTRAINT|OVERRIDE/;

/** The paths that variables in force name, by the Dockerfile or by the script. */
export function pathsOfVariables({ scope }: RunSite, script: readonly InvocationInPlace[]): NamedPath[] {
  const folder = knownValue(scope.workdir);
  const inForce = scope.variables().map(({ name, value }) => ({ name, value: knownText(value) ?? '' }));
  const given = script.flatMap(({ invocation, setBy }) => [
    ...invocation.environment.map(({ name, value }) => ({ name, value: value?.value ?? value?.text ?? '' })),
    ...[...setBy].map(([name, { word }]) => ({ name, value: word.value?.value ?? word.value?.text ?? '' })),
  ]);
  return [...inForce, ...given].flatMap(({ name, value }) => {
    if (IS_FOLLOWED.test(name) || !(OF_TOOLS.test(name) || ABOUT_ACCESS.test(name))) return [];
    const base = OF_TOOLS.test(name) ? folder : undefined;
    return pathsOfValue(value, base).map((path) => ({ name, path }));
  });
}

/** The variable of a path that has been copied: the commands may read it, whatever they are. */
export function copiedByVariable(
  named: readonly NamedPath[],
  copied: CopiedFiles,
  sources: readonly string[],
): string | undefined {
  return named.find(({ name, path }) => {
    if (name === 'PATH') return sources.some((folder) => isWithin(path, folder)) && hasPrograms(path, copied);
    if (copied.text(path) !== undefined) return true;
    return (
      OF_TOOLS.test(name) && copied.names(path).length > 0 && sources.some((folder) => isWithin(path, folder))
    );
  })?.name;
}

function hasPrograms(folder: string, copied: CopiedFiles): boolean {
  return copied
    .names(folder)
    .some((name) => /^[a-z][\w+-]*(?:\.\d+)*$/.test(name) && copied.text(`${folder}/${name}`) !== undefined);
}

/** Managers of versions put programs on the PATH that look into the folder which version is wanted. */
export function usesVersionFiles({ scope }: RunSite): boolean {
  const isLogin =
    scope.shell.kind === 'known' && scope.shell.value.some((word) => /^-[a-z]*l[a-z]*$/.test(word));
  return (
    isLogin ||
    scope
      .variables()
      .some(({ value }) => /shims|pyenv|nodenv|rbenv|goenv|asdf|mise|volta/.test(knownText(value) ?? ''))
  );
}

/** The files that such managers look for. */
export const VERSION_FILES = [
  ...'.python-version .node-version .nvmrc .ruby-version .go-version .tool-versions'.split(' '),
  ...'mise.toml .mise.toml'.split(' '),
];
