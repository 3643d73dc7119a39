import { programName, type Invocation } from '../shell/invocation';

/**
 * Programs that do not call the package manager of the distribution: what files, accounts and services are made with,
 * compilers, and other package managers (the scripts of their packages are not expected to).
 */
const SELF_CONTAINED: ReadonlySet<string> = new Set(
  (
    'rm mkdir rmdir mv cp ln touch chmod chown chgrp cat echo printf tee sed awk gawk grep egrep sort head tail cut tr find tar ' +
    'unzip zip gzip gunzip bzip2 xz zstd install cd pwd ls true false test [ [[ : set export unset exit return sleep date uname ' +
    'id whoami which command type hash env arch nproc umask ulimit shopt trap wait read readlink realpath dirname basename diff ' +
    'patch stat du df wc uniq seq mktemp sync file strip ldd ldconfig locale-gen localedef update-locale update-ca-certificates ' +
    'update-alternatives useradd groupadd adduser addgroup usermod groupmod userdel groupdel deluser passwd chpasswd chsh ' +
    'visudo setcap setfacl getent curl wget git gpg openssl ssh-keygen ssh-keyscan rsync jq yq fc-cache dpkg dpkg-query ' +
    'dpkg-reconfigure dpkg-divert debconf-set-selections apt-key apt-mark apt-config apt-get apt a2enmod a2dismod a2ensite ' +
    'a2dissite a2enconf phpenmod service systemctl nginx gcc g++ cc c++ clang ld cmake ninja meson autoconf automake autoreconf ' +
    'configure python-config java javac jar keytool rustc rustup cargo go gofmt dotnet mvn mvnw gradle gradlew sbt lein ghc cabal stack ' +
    'pip pip2 pip3 virtualenv uv uvx poetry pipenv pdm conda mamba micromamba pytest tox gem bundle rails rake composer pecl ' +
    'pear phpize docker-php-ext-install docker-php-ext-configure docker-php-ext-enable npx yarn pnpm bun corepack tsc ' +
    'webpack vite ng next mix elixir erl R Rscript cpan cpanm luarocks opam swift zig'
  ).split(' '),
);

/** `npm run …`: what a script that is named like this does is not to install packages of the distribution. */
const BUILDS =
  /^(?:build|compile|test|lint|check|bundle|generate|format|typecheck|tsc|clean|dist|prod|production|css|assets|start)\b/;

/** Words of an interpreter that say what it runs. */
const KNOWN_PYTHON =
  /^(?:pip|venv|virtualenv|ensurepip|compileall|setup\.py|manage\.py|get-pip\.py|--version|-V)$/;

/** Whether a command may call the package manager of the distribution: a script, or a program of which nothing is known. */
export function mayCallOthers({ words, script }: Invocation): boolean {
  const [program, ...rest] = words;
  if (program === undefined || script !== undefined) return false;
  const name = programName(program);
  if (name === undefined) return true;
  const operands = rest.flatMap(({ value }) => (value?.startsWith('-') === false ? [value] : []));
  if (/^(?:npm|yarn|pnpm|bun)$/.test(name) && runsNamedScript(name, operands))
    return !BUILDS.test(scriptOf(operands));
  if (name === 'npm') return false;
  if (/^(?:python|pypy)[\d.]*$/.test(name))
    return !runsKnownCode(
      rest.map(({ text }) => text),
      KNOWN_PYTHON,
    );
  if (/^(?:node|ruby|perl|php)$/.test(name))
    return !runsKnownCode(
      rest.map(({ text }) => text),
      /^(?:--version|-v)$/,
    );
  return !SELF_CONTAINED.has(name) || isLocal(name, program.text);
}

/** `/app/install` is none of the system's, but for wrappers that projects have of known tools (`./gradlew`). */
function isLocal(name: string, text: string): boolean {
  return text.includes('/') && !/^(?:mvnw|gradlew|configure)$/.test(name) && !/(?:^|\/)s?bin\//.test(text);
}

function runsNamedScript(name: string, operands: readonly string[]): boolean {
  const [first = ''] = operands;
  if (/^run(?:-script)?$/.test(first)) return true;
  return name !== 'npm' && name !== 'bun' && /^(?:setup|bootstrap|provision)/.test(first);
}

function scriptOf([first = '', second = '']: readonly string[]): string {
  return /^run(?:-script)?$/.test(first) ? second : first;
}

/** `-m pip`, `manage.py`, or code in the words (`-c "…"`) that names no package manager. */
function runsKnownCode(words: readonly string[], known: RegExp): boolean {
  if (words.some((word) => known.test(word))) return true;
  return (
    words.some((word) => /^-[a-z]*[cerE]$/.test(word)) &&
    !words.some((word) => /\bapt|subprocess|system/.test(word))
  );
}
