import { posix } from 'node:path';
import { copySources } from '../../dockerfile/copy-sources';
import { knownValue } from '../../dockerfile/scope';
import { namedFile, pathsIn, type NamingPlace } from '../../recipes/manifests/named-files';
import type { CopiedFiles } from '../../recipes/manifests';
import { programName, type Invocation } from '../../shell/invocation';
import type { Word } from '../../shell/word';
import { instructionsAbove, runsBefore, scriptText, type RunSite, type Sites } from '../sites';
import type { ScriptFacts } from './judge-run';
import { isWithin } from '../../context/within';

/** A folder of sources, or a path below it, that stands in a text: as a word of it, or within one. */
export function sourceIn(text: string, sources: readonly string[]): string | undefined {
  return sources.find((folder) => {
    if (folder === '/') return false;
    for (let at = text.indexOf(folder); at !== -1; at = text.indexOf(folder, at + 1)) {
      const [before, after] = [text.charAt(at - 1), text.charAt(at + folder.length)];
      if (!/[\w.~-]/.test(before) && !/[\w.-]/.test(after)) return true;
    }
    return false;
  });
}

/** What a command writes somewhere, or makes known to others, and that names sources. */
export function writtenSource(
  { command, words }: Invocation,
  textOf: (word: Word) => string,
  sources: readonly string[],
): string | undefined {
  const bodies = command.redirections.flatMap(({ body }) => (body === undefined ? [] : [body.content.text]));
  return [...words.slice(1).map(textOf), ...bodies].find((text) => sourceIn(text, sources) !== undefined);
}

/** Whether what a command prints goes into a file or to another command. */
export function isKept({ command }: Invocation): boolean {
  return (
    command.nesting.includes('pipeline') ||
    command.redirections.some(({ target, operator }) => target !== undefined && operator.includes('>'))
  );
}

const SETTINGS_OF_SYSTEM = [
  ...'gitconfig npmrc yarnrc wgetrc curlrc environment pip.conf xdg/pip/pip.conf ld.so.preload'.split(' '),
  ...'apt apt/sources.list.d apt/apt.conf.d apt/preferences.d yum.conf yum.repos.d dnf zypp zypp/repos.d'.split(
    ' ',
  ),
  ...'apk ssl ssh ld.so.conf.d uv'.split(' '),
].map((name) => `/etc/${name}`);

const SETTINGS_OF_ACCOUNT = [
  ...'.npmrc .yarnrc .yarnrc.yml .gitconfig .netrc .curlrc .wgetrc .gemrc .condarc .bunfig.toml'.split(' '),
  ...'.pip/pip.conf .config/pip/pip.conf .config/git/config .config/uv/uv.toml .cargo/config'.split(' '),
  ...'.cargo/config.toml .pydistutils.cfg .ssh/config .config/pypoetry/config.toml'.split(' '),
];

function settingsPaths(home: string | undefined): readonly string[] {
  const homes = [...new Set(['/root', ...(home === undefined ? [] : [home])])];
  return [
    ...SETTINGS_OF_SYSTEM,
    '/usr/local/etc/npmrc',
    ...homes.flatMap((each) => SETTINGS_OF_ACCOUNT.map((name) => posix.join(each, name))),
  ];
}

/** Settings of package managers that were copied and name sources: their path. */
export function copiedSettings(
  copied: CopiedFiles,
  sources: readonly string[],
  home: string | undefined,
): string | undefined {
  return settingsPaths(home)
    .flatMap((path) => [path, ...copied.names(path).map((name) => posix.join(path, name))])
    .find((path) => sourceIn(copied.text(path) ?? '', sources) !== undefined);
}

/**
 * A command of the RUN or an earlier one that put a path of the sources into settings of package managers, made a link to it, or
 * made settings of a copied file that names one. A path in settings counts from the folder that the install runs in.
 */
export function settingsMadeBefore(
  sites: Sites,
  site: RunSite,
  { copied, sources, home }: Pick<ScriptFacts, 'copied' | 'sources'> & { readonly home: string | undefined },
): string | undefined {
  const settings = settingsPaths(home);
  for (const { instruction } of instructionsAbove(sites, site)) {
    const destination = copySources(instruction)?.destination?.text ?? '';
    const text = instruction.heredocs.map(({ content }) => content).join('\n');
    if (isSettingsPath(destination, settings) && sourceIn(text, sources) !== undefined) return destination;
  }
  const facts = { copied, sources, settings, folder: knownValue(site.scope.workdir) };
  for (const run of [...runsBefore(sites, site), site]) {
    const script = scriptText(run.run);
    if (!/\b(?:ln|cp|mv|install|tee)\b|>/.test(script) && sourceIn(script, sources) === undefined) continue;
    const commands = run.commands();
    const found = (commands.ok ? commands.invocations : []).find((each) => makesSetting(each, facts));
    if (found !== undefined) return found.words.map(({ text }) => text).join(' ');
  }
  return undefined;
}

interface SettingFacts extends Pick<ScriptFacts, 'copied' | 'sources'>, NamingPlace {
  readonly settings: readonly string[];
}

function makesSetting(invocation: Invocation, facts: SettingFacts): boolean {
  const { copied, sources, settings } = facts;
  const { words } = invocation;
  const texts = words.slice(1).map((word) => word.value ?? word.text);
  const isNamed = (each: readonly string[]): boolean =>
    each.some((text) => sourceIn(text, sources) !== undefined);
  const name = programName(words[0]);
  if (name === 'ln' && isNamed(texts.slice(0, -1))) return true;
  if (/^(?:ln|cp|mv|install)$/.test(name ?? '') && isSettingsPath(texts.at(-1) ?? '', settings))
    return isNamed(texts.slice(0, -1).map((path) => copied.text(path) ?? ''));
  if (
    texts.includes('config') ||
    (name === 'go' && texts[0] === 'env') ||
    (name === 'npm' && texts[0] === 'set')
  )
    return isNamed(texts) && !texts.includes('safe.directory');
  return writesSetting(invocation, texts, facts);
}

function writesSetting(
  { words, command }: Invocation,
  texts: readonly string[],
  facts: SettingFacts,
): boolean {
  const targets = [
    ...command.redirections.map(({ target }) => target?.value ?? target?.text ?? ''),
    ...(programName(words[0]) === 'tee' ? texts : []),
  ];
  if (!targets.some((target) => isSettingsPath(target, facts.settings))) return false;
  const bodies = command.redirections.map(({ body }) => body?.content.text ?? '');
  return [...texts, ...bodies].some(
    (text) => sourceIn(text, facts.sources) !== undefined || namesCopied(text, facts),
  );
}

/** Whether settings name a copied file by a path that is not absolute: `find-links = ./wheels`, `cafile=ca.pem`. */
function namesCopied(text: string, place: NamingPlace): boolean {
  // What printf makes of `\n`; the `./` of a source of apt is a folder of the server.
  const lines = text.replace(/\\[nrt]/g, ' ');
  const others = lines.replace(/(^|\s)\.{1,2}\/?(?=\s|$)/g, ' ');
  const plain = [...lines.matchAll(NAMES_A_FILE)].map(([, name = '']) => `./${name}`);
  return [others, ...plain].some((each) => namedFile(each, place) !== undefined);
}

/** Settings whose value is a file or a folder even where it is a plain word. */
const NAMES_A_FILE =
  /\b(?:find-links|cafile|cert|client-cert|constraint|requirement)\s*=\s*([\w.-][\w./-]*)/g;

function isSettingsPath(target: string, settings: readonly string[]): boolean {
  const path = target.replace(/^(?:~|"?\$\{?HOME\}?)(?=\/)/, '/root').replace(/"$/, '');
  return settings.some((each) => isWithin(path, each));
}

/** The absolute paths that a value names. */
export function pathsOfValue(value: string, folder: string | undefined): readonly string[] {
  return pathsIn(value).flatMap((part) =>
    part.startsWith('/') || folder !== undefined ? [posix.resolve(folder ?? '/', part)] : [],
  );
}
