import { posix } from 'node:path';
import type { ScopedVariable } from '../dockerfile/scope';
import type { Dockerfile } from '../dockerfile/syntax';
import { callArguments } from '../recipes/manifests/call-arguments';
import { PIP_FLAGS, PIP_VALUE_OPTIONS } from '../recipes/manifests/pip';
import type { Recipe } from '../recipes/recipe';
import { RECIPES } from '../recipes/registry';
import { isCallOf, isOption, programOf, toolCall, type ToolCall } from '../recipes/tool-call';
import { recipe as pip } from '../recipes/tools/pip';
import { recipe as uv } from '../recipes/tools/uv';
import type { RequirementsEntry } from '../requirements/entry';
import { readRequirements } from '../requirements/read-requirements';
import type { ReadText } from '../requirements/read-with-includes';
import { sitesOf, writtenText, type RunSite } from '../upgrade/sites';
import { INDEX_ARGUMENTS } from './bust';
import { isRequirements } from './plan-changes';

type Invocation = ToolCall['invocation'];

/** What builds read beside their Dockerfile, as far as it says where packages come from. */
export interface LinkSources {
  /** Files of the context that the build copies. */
  readonly taken: readonly string[];
  readonly text: ReadText;
  /** Names of the build arguments that are given. */
  readonly buildArguments: ReadonlySet<string>;
}

/**
 * What a build downloads past the index that INDEX_ARGUMENTS name: other package managers, and pip and uv where something
 * names an index or an address of its own. In words, each once, and never an address: it may hold a password.
 */
export function pastLink(dockerfile: Dockerfile, sources: LinkSources): readonly string[] {
  const runs = sitesOf(dockerfile)
    .runs.flat()
    .filter(({ isTrigger }) => !isTrigger);
  return [...new Set([...runs.flatMap((site) => pastOfRun(site, sources)), ...pastOfFiles(sources)])];
}

function pastOfRun(site: RunSite, sources: LinkSources): readonly string[] {
  const read = site.commands();
  if (!read.ok) return ['a script that is not read'];
  const calls = read.invocations.flatMap((invocation) => pythonCall(invocation) ?? []);
  return [
    ...read.invocations.flatMap((invocation) => otherInstall(invocation, sources) ?? []),
    ...calls.flatMap(namedByCall),
    ...(calls.length === 0 ? [] : namedByVariables(site, sources, read.invocations)),
    ...(CONFIGURES.test(writtenText(site.run)) ? ['a configuration of pip'] : []),
  ];
}

/** A variable wins over what configuration names as the index, and is beside what it names further. */
const CONFIGURES =
  /\bconfig set \S*(?:extra-index-url|find-links)|(?:extra-index-url|find-links)[ \t]*=[\s\S]*pip\.conf/;

/** A call that asks the index of INDEX_ARGUMENTS, unless it is told otherwise. */
interface PythonCall {
  readonly tool: 'pip' | 'uv';
  readonly call: ToolCall;
}

function pythonCall(invocation: Invocation): PythonCall | undefined {
  const ofPip = toolCall(pip, invocation);
  if (ofPip?.effect === 'fills') return { tool: 'pip', call: ofPip };
  const ofUv = toolCall(uv, invocation);
  return ofUv?.effect === 'fills' ? { tool: 'uv', call: ofUv } : undefined;
}

const LOCKED = ['sync', 'run', 'export'] as const;

/** By the name of its program: installs of other package managers, and those of uv that a lock file tells addresses. */
function otherInstall(invocation: Invocation, { taken }: LinkSources): string | undefined {
  const ofUv = toolCall(uv, invocation);
  if (ofUv !== undefined)
    return LOCKED.some((each) => isCallOf(uv, ofUv, each)) && taken.some((file) => isNamed(file, 'uv.lock'))
      ? 'uv.lock, which names addresses'
      : undefined;
  const recipe = OTHERS.find((each) => fillsFromNetwork(each, invocation));
  if (recipe === undefined) return undefined;
  const program = programOf({ invocation });
  return program !== undefined && recipe.call.programs.test(program) ? program : recipe.tool;
}

/** Compilers' caches download nothing. */
const OTHERS = RECIPES.filter(({ tool }) => !['pip', 'uv', 'ccache', 'sccache'].includes(tool));

function fillsFromNetwork(recipe: Recipe, invocation: Invocation): boolean {
  const call = toolCall(recipe, invocation);
  return (
    call?.effect === 'fills' &&
    !call.arguments.some(({ text }) => recipe.offline.options.some((option) => isOption(option, text)))
  );
}

/** Options by which a call names an index. pip takes its own abbreviated; uv has other ones that begin like them. */
const LONG_OPTIONS = ['--index-url', '--pypi-url', '--extra-index-url', '--find-links'];
const OF_UV = ['--index', '--default-index'];
const SHORT_OPTIONS: Readonly<Record<string, string>> = { '-i': '--index-url', '-f': '--find-links' };
const SHORTEST = '--ex'.length;

function indexOption(tool: PythonCall['tool'], name: string): string | undefined {
  if (tool === 'uv')
    return [...LONG_OPTIONS, ...OF_UV].find((option) => option === name) ?? SHORT_OPTIONS[name];
  return (
    SHORT_OPTIONS[name] ?? LONG_OPTIONS.find((option) => name.length >= SHORTEST && option.startsWith(name))
  );
}

function namedByCall({ tool, call }: PythonCall): readonly string[] {
  const { options, operands } = callArguments(call.arguments, PIP_VALUE_OPTIONS, PIP_FLAGS);
  const named = options.flatMap((option) => {
    const name = indexOption(tool, option.name);
    return name === undefined || !leadsAway(name, option.value?.text ?? '') ? [] : [`${tool} with ${name}`];
  });
  const isAddressed = operands.some(({ text }) => ADDRESS.test(text));
  return isAddressed ? [...named, `an address that ${tool} installs`] : named;
}

const ADDRESS = /(?:^["']?|@\s*)[a-z][a-z+]*:\/\/(?!\/)/i;

/** Whether an option with this value leads past the index: not to a folder, and not to what INDEX_ARGUMENTS say. */
function leadsAway(option: string, value: string): boolean {
  if (INDEX_ARGUMENTS.some((name) => value.includes(name)) || /^["']?(?:file:|[./])/.test(value))
    return false;
  return option !== '--find-links' || /^["']?(?:https?:|\$)/.test(value);
}

/** Variables by which pip and uv ask further indexes, and those that INDEX_ARGUMENTS give, which an ENV takes away again. */
const FURTHER: readonly string[] = [
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'UV_INDEX',
  'UV_EXTRA_INDEX_URL',
  'UV_FIND_LINKS',
];
const GIVEN: readonly string[] = ['PIP_INDEX_URL', 'UV_DEFAULT_INDEX'];

function namedByVariables(
  { scope }: RunSite,
  { buildArguments }: LinkSources,
  invocations: readonly Invocation[],
): readonly string[] {
  const further = FURTHER.filter((name) => {
    const variable = scope.variable(name);
    return variable !== undefined && isSet(variable, buildArguments);
  });
  const taken = GIVEN.filter((name) => {
    const variable = scope.variable(name);
    return (
      variable?.origin === 'env' &&
      !writtenText(variable.setBy).includes(`$${name}`) &&
      !writtenText(variable.setBy).includes(`\${${name}`)
    );
  });
  const inScript = [...FURTHER, ...GIVEN].filter((name) =>
    invocations.some(
      ({ environment, words }) =>
        environment.some((each) => each.name === name) ||
        (words[0]?.value === 'export' && words.some(({ text }) => text.startsWith(`${name}=`))),
    ),
  );
  return [...further, ...taken, ...inScript];
}

/** An ARG without a value that nobody gives is empty, and an empty variable is none. */
function isSet({ name, origin, value, setBy }: ScopedVariable, given: ReadonlySet<string>): boolean {
  if (origin === 'arg' && given.has(name)) return true;
  if (value.kind === 'known') return value.value !== '';
  return origin === 'env' || writtenText(setBy).includes(`${name}=`);
}

function pastOfFiles({ taken, text }: LinkSources): readonly string[] {
  return taken.flatMap((file) => {
    const name = posix.basename(file);
    if (isRequirements(file))
      return readRequirements(text(file) ?? '').flatMap((entry) => {
        const what = pastOfEntry(entry);
        return what === undefined ? [] : [`${name} with ${what}`];
      });
    const setting = SETTINGS.find(([files]) => files.test(name))?.[1];
    return setting?.test(text(file) ?? '') === true ? [`indexes that ${name} names`] : [];
  });
}

function pastOfEntry(entry: RequirementsEntry): string | undefined {
  if (entry.kind === 'direct') return entry.isLocal ? undefined : 'addresses';
  if (entry.kind !== 'setting' && entry.kind !== 'unreadable') return undefined;
  const [, flag = '', value = ''] = /^(-[if]|--[a-z-]+)[\s=]*(.*)$/.exec(entry.text) ?? [];
  const name = indexOption('pip', flag);
  return name === undefined || !leadsAway(name, value) ? undefined : name;
}

/** Files that configure pip and uv, and what in them names further indexes. */
const SETTINGS: readonly (readonly [files: RegExp, setting: RegExp])[] = [
  [/^pip\.(?:conf|ini)$/, /^\s*(?:extra-index-url|find-links)\s*[=:]/m],
  [/^uv\.toml$/, /^\s*(?:\[\[index\]\]|(?:extra-index-url|find-links|index)\s*=)/m],
  [/^pyproject\.toml$/, /^\s*\[\[tool\.uv\.index\]\]/m],
];

function isNamed(file: string, name: string): boolean {
  return posix.basename(file) === name;
}
