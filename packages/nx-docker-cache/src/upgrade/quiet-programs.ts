import type { Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import { programName } from '../shell/invocation';
import type { InvocationInPlace } from './script-environment';

/**
 * Programs that leave nothing in the folder of caches (`~/.cache`) but what the recipe's tool does. Where a script runs
 * only these, the tool's own folder is all that a deleted `~/.cache` holds.
 */
const QUIET: ReadonlySet<string> = new Set(
  (
    'apt apt-get aptitude dpkg dpkg-reconfigure apk yum dnf microdnf rpm zypper tdnf add-apt-repository apt-key apt-mark ' +
    'virtualenv ' +
    'rm mkdir rmdir mv cp ln touch chmod chown chgrp cat echo printf tee sed awk grep sort head tail cut tr xargs find tar ' +
    'unzip gzip gunzip bzip2 xz install cd pwd ls true false test [ : set export unset curl wget gpg git ldconfig ' +
    'locale-gen update-ca-certificates update-alternatives useradd groupadd adduser addgroup usermod groupmod id whoami ' +
    'cmake gcc g++ strip uname date sleep exit chsh which command env sudo ' +
    'autoconf automake configure arch nproc openssl'
  ).split(' '),
);

/** What these run is in their words. */
const QUIET_WITH: readonly { readonly program: RegExp; readonly words: RegExp }[] = [
  { program: /^pip[\d.]*$/, words: /./ },
  {
    program: /^python[\d.]*$/,
    words: /^(?:pip|venv|virtualenv|ensurepip|compileall|setup\.py|get-pip\.py|--version|-V)$/,
  },
  { program: /^(?:ba|da|a)?sh$/, words: /^-[a-z]*c$/ },
  {
    program: /^(?:source|\.)$/,
    words: /(?:^|\/)(?:activate|env|os-release|\.?profile|\.?bashrc|[\w-]+\.env|nvm\.sh|setup\.(?:ba)?sh)$/,
  },
];

/** Whether a command is known to leave the folder of caches alone, but for the recipe's own cache. */
export function isQuiet(recipe: Recipe, { invocation }: Pick<InvocationInPlace, 'invocation'>): boolean {
  if (invocation.words.length === 0) return true;
  if (!recipe.worksBesideCache && toolCall(recipe, invocation) !== undefined) return true;
  const [first, ...rest] = invocation.words;
  const program = programName(first) ?? '';
  if (QUIET.has(program)) return true;
  return QUIET_WITH.some(
    (quiet) => quiet.program.test(program) && rest.some(({ text }) => quiet.words.test(text)),
  );
}
