import { posix } from 'node:path';
import type { Setting } from '../../requirements/entry';
import { readRequirements } from '../../requirements/read-requirements';
import {
  READS_NOTHING,
  readsDeclined,
  type CallWord,
  type CopiedFiles,
  type InstallCall,
  type InstallReads,
  type Manifests,
} from '../manifests';
import { callArguments, type CallArguments } from './call-arguments';
import { isLocalAddress } from './named-files';
import { notNamed } from './named-packages';
import { isPlainPipSetting, pipConfigProblem } from './pip-settings';

/** Those of `pip install`, and of `uv pip install`, which take the next word. */
export const PIP_VALUE_OPTIONS: ReadonlySet<string> = new Set([
  ...'-r --requirement --requirements -c --constraint --constraints -e --editable'.split(' '),
  ...'-b --build-constraint --build-constraints --override --overrides --group --only-group'.split(' '),
  ...'-t --target --prefix --root --src -i --index-url --extra-index-url --index'.split(' '),
  ...'--default-index -f --find-links --no-binary --only-binary --platform -C'.split(' '),
  ...'--python-version --implementation --abi --upgrade-strategy --config-settings --python'.split(' '),
  ...'--global-option --root-user-action --progress-bar --report --log --proxy --retries'.split(' '),
  ...'--timeout --default-timeout --exists-action --trusted-host --cert --client-cert -p'.split(' '),
  ...'--cache-dir --use-feature --use-deprecated --keyring-provider --resume-retries --extra'.split(' '),
  ...'--link-mode --index-strategy --python-platform --resolution --prerelease --exclude-newer'.split(' '),
  ...'-P --upgrade-package --reinstall-package --refresh-package --directory --project'.split(' '),
  ...'--config-file --torch-backend --uploaded-prior-to'.split(' '),
]);

/** Its short options without a value: they may be written in one word (`-Ur`). */
export const PIP_FLAGS = 'qvUIh';

/** Options that make it read what is no requirements file. */
const READS_MORE =
  /^(?:-e|--editable|--group|--only-group|--extra|--all-extras|--directory|--project|--config-file|--cert|--client-cert)$/;

/** Variables that stand for options which name files. */
const FILE_VARIABLES =
  'REQUIREMENT EDITABLE FIND_LINKS CONFIG_FILE TARGET PREFIX ROOT GROUP CERT CLIENT_CERT'.split(' ');

/** Options, and the variables that stand for them, which hold addresses: a server's, or a folder's. */
const INDEX_OPTIONS = /^(?:-i|--index-url|--extra-index-url|--pypi-url|--index|--default-index)$/;
const INDEX_VARIABLES = 'INDEX_URL EXTRA_INDEX_URL PYPI_URL INDEX DEFAULT_INDEX'.split(' ');

/** `pip install`: the requirements files that it names, and those that they include. */
export const pipManifests: Manifests = {
  neutral: ['config set', 'cache dir'],
  isNeutral: (call) => {
    const [subcommand, , key, value] = callArguments(call.words, PIP_VALUE_OPTIONS, PIP_FLAGS).operands;
    return subcommand?.value !== 'config' || isPlainPipSetting(key?.value ?? '', value?.value, call);
  },
  reads: (call) => {
    const given = callArguments(call.words, PIP_VALUE_OPTIONS, PIP_FLAGS);
    const [subcommand, ...operands] = given.operands;
    if (subcommand?.value !== 'install')
      return readsDeclined('reads-unknown', `pip ${subcommand?.text ?? ''}`);
    return requirementReads(call, given, operands, 'PIP');
  },
};

/**
 * What an install of requirements reads.
 *
 * @param lists operands that are requirements files themselves (`uv pip sync`)
 */
export function requirementReads(
  call: InstallCall,
  given: CallArguments,
  operands: readonly CallWord[],
  prefix: 'PIP' | 'UV',
  lists: readonly CallWord[] = [],
): InstallReads {
  const variable = FILE_VARIABLES.map((name) => `${prefix}_${name}`).find((name) => isGiven(call, name));
  if (variable !== undefined) return readsDeclined('manifest-unknown', variable);
  const settings = indexProblem(call, given, prefix) ?? pipConfigProblem(call);
  if (settings !== undefined) return settings;
  const more = given.options.find(({ name }) => READS_MORE.test(name));
  if (more !== undefined)
    return readsDeclined('reads-sources', `${more.name} ${more.value?.text ?? ''}`.trim());
  const links = given.options.find(
    ({ name, value }) => /^(?:-f|--find-links)$/.test(name) && !isUrl(value?.value),
  );
  if (links !== undefined) return readsDeclined('reads-sources', `${links.name} ${links.value?.text ?? ''}`);
  const shadow = shadowingModule(call);
  if (shadow !== undefined) return readsDeclined('reads-sources', shadow);
  const folder = operands.find(
    ({ value = '' }) => value.includes('/') && !isUrl(value) && !value.includes('@'),
  );
  if (folder !== undefined) return readsDeclined('reads-sources', folder.text);
  const named = notNamed(operands.filter(({ value }) => !isUrl(value)));
  if (named !== undefined) return named;
  const files = [...lists, ...filesOf(given, call, prefix)].filter(({ value }) => !isUrl(value));
  if (files.length === 0) return { ...READS_NOTHING, writes: targetsOf(given, call) };
  return withIncludes(call, files, targetsOf(given, call));
}

function isGiven({ variable }: InstallCall, name: string): boolean {
  const found = variable(name);
  return found !== undefined && found.value !== '';
}

/** An index that is a folder: pip reads the packages there. */
function indexProblem(
  { variable }: InstallCall,
  { options }: CallArguments,
  prefix: 'PIP' | 'UV',
): InstallReads | undefined {
  const isLocal = (value: string | undefined): boolean =>
    value !== undefined && value.split(/\s+/).some((each) => each !== '' && isLocalAddress(each));
  const option = options.find(({ name, value }) => INDEX_OPTIONS.test(name) && isLocal(value?.value));
  if (option !== undefined)
    return readsDeclined('reads-sources', `${option.name} ${option.value?.text ?? ''}`);
  const name = INDEX_VARIABLES.map((each) => `${prefix}_${each}`).find((each) =>
    isLocal(variable(each)?.value),
  );
  return name === undefined ? undefined : readsDeclined('reads-sources', `$${name}`);
}

function isUrl(value: string | undefined): boolean {
  return (
    value !== undefined &&
    /^(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?(?:git\+|hg\+|bzr\+|svn\+)?(?:https?|ssh|git):\/\//.test(value)
  );
}

const FILE_OPTIONS = /^(?:-r|--requirements?|-c|--constraints?|-b|--build-constraints?|--overrides?)$/;

function filesOf({ options }: CallArguments, { variable }: InstallCall, prefix: 'PIP' | 'UV'): CallWord[] {
  const constraints = ['CONSTRAINT', 'BUILD_CONSTRAINT', 'OVERRIDE'].flatMap((name) => {
    const found = variable(`${prefix}_${name}`);
    return found === undefined || found.value === ''
      ? []
      : [{ text: `$${prefix}_${name}`, value: found.value }];
  });
  return [
    ...options.flatMap(({ name, value }) => (value !== undefined && FILE_OPTIONS.test(name) ? [value] : [])),
    ...constraints,
  ];
}

/** Folders that the packages go to, where they are not those of Python itself. */
function targetsOf({ options }: CallArguments, { folder = '/' }: InstallCall): string[] {
  return options.flatMap(({ name, value }) =>
    /^(?:-t|--target|--prefix|--root|--src|--report|--log)$/.test(name)
      ? [posix.resolve(folder, value?.value ?? '.')]
      : [],
  );
}

/** Python looks for modules in PYTHONPATH first: sources there must not be such that pip itself would load them. */
function shadowingModule({ variable, copied, folder }: InstallCall): string | undefined {
  const entries = (variable('PYTHONPATH')?.value ?? '').split(':').filter((entry) => entry !== '');
  for (const entry of entries) {
    const path = posix.resolve(folder ?? '/', entry);
    const name = copied
      .names(path)
      .find((each) =>
        /^(?:sitecustomize|usercustomize|pip|setuptools|wheel|pkg_resources|distutils)(?:\.py)?$/.test(each),
      );
    if (name !== undefined) return posix.join(path, name);
  }
  return folder !== undefined && copied.names(folder).some((name) => /^pip(?:\.py)?$/.test(name))
    ? posix.join(folder, 'pip')
    : undefined;
}

function withIncludes(
  { folder, copied }: InstallCall,
  named: readonly CallWord[],
  writes: readonly string[],
): InstallReads {
  const queue: string[] = [];
  for (const { text, value } of named) {
    if (value === undefined || (folder === undefined && !value.startsWith('/')))
      return readsDeclined('manifest-unknown', text);
    queue.push(posix.resolve(folder ?? '/', value));
  }
  const files = new Set<string>();
  const checkouts: string[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (files.has(path)) continue;
    files.add(path);
    const includes = includesOf(path, copied);
    if (!Array.isArray(includes)) return includes;
    queue.push(...includes);
    checkouts.push(...checkoutsOf(copied.text(path) ?? '', folder ?? '/'));
  }
  return { ...READS_NOTHING, files: [...files], writes: [...writes, ...checkouts] };
}

/** The files that a requirements file includes; or why it reads more than such files. */
function includesOf(path: string, copied: CopiedFiles): string[] | InstallReads {
  const name = posix.basename(path);
  const text = copied.text(path);
  if (text === undefined) return readsDeclined('manifest-missing', path);
  if (!/\.(?:txt|in|pip|lock)$/.test(name) && name.includes('.')) return readsDeclined('reads-sources', path);
  const includes: string[] = [];
  for (const entry of readRequirements(text)) {
    const place = `${name}:${entry.line} ${entry.text}`;
    if (entry.kind === 'unreadable') return readsDeclined('manifest-unknown', place);
    if (entry.kind === 'direct' && entry.isLocal) return readsDeclined('reads-sources', place);
    if (entry.kind === 'setting' && readsFolder(entry)) return readsDeclined('reads-sources', place);
    if (entry.kind === 'include' && !isUrl(entry.path))
      includes.push(posix.resolve(posix.dirname(path), entry.path));
  }
  return includes;
}

/**
 * Where `-e git+…` is checked out: `src/NAME` below the folder that pip runs in, or below the virtual environment, where no
 * sources are. Older releases of pip write the name as it is, newer ones normalised.
 */
function checkoutsOf(text: string, folder: string): string[] {
  return readRequirements(text).flatMap((entry) => {
    if (entry.kind !== 'direct' || !entry.isEditable || entry.isLocal) return [];
    const written = /[#&]egg=([\w.-]+)/.exec(entry.location)?.[1]?.toLowerCase();
    const names = [entry.name, written].filter((name) => name !== undefined);
    return (names.length === 0 ? [''] : [...new Set(names)]).map((name) => posix.join(folder, 'src', name));
  });
}

function readsFolder({ name, value = '' }: Setting): boolean {
  return name === 'find-links' ? !isUrl(value) : /index-url$/.test(name) && isLocalAddress(value);
}
