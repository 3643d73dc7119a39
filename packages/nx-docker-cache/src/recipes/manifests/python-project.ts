import { posix } from 'node:path';
import {
  readsDeclined,
  USES_SOURCES,
  type InstallCall,
  type InstallReads,
  type ManifestReads,
  type Manifests,
} from '../manifests';
import { callArguments, hasOption, type CallArguments } from './call-arguments';
import { namedPackages, notNamed } from './named-packages';
import { withParents } from './parent-folders';
import { PIP_FLAGS, requirementReads } from './pip';
import { tomlTables } from './text-facts';

const POETRY_VALUES = new Set([
  ...'--directory -C --project -P --with --without --only -E --extras'.split(' '),
]);

/** `poetry install --no-root`: without that option it installs the project itself. */
export const poetryManifests: Manifests = {
  neutral: ['config'],
  reads: (call) => {
    const given = callArguments(call.words, POETRY_VALUES);
    const [subcommand, ...operands] = given.operands;
    if (subcommand?.value === 'self') return notNamed(operands.slice(1)) ?? projectFiles(call, 'poetry.lock');
    if (subcommand?.value !== 'install' && subcommand?.value !== 'sync')
      return readsDeclined('lock-may-change', `poetry ${subcommand?.text ?? ''}`);
    const text = projectText(call, given);
    if (typeof text !== 'string') return text;
    const isPackage = !/^[ \t]*package-mode\s*=\s*false/m.test(tomlTables(text, 'tool.poetry'));
    if (isPackage && !hasOption(given, '--no-root'))
      return readsDeclined('reads-sources', 'without --no-root it installs the project itself');
    return pathDependency(text) ?? projectFiles(call, 'poetry.lock', 'poetry.toml');
  },
};

const UV_VALUES = new Set([
  ...'--directory --project -p --python --extra --group --no-group --only-group --package'.split(' '),
  ...'--no-install-package --index-url -i --extra-index-url --index --default-index --link-mode'.split(' '),
  ...'-f --find-links --cache-dir --config-file --index-strategy --resolution --prerelease'.split(' '),
]);

/** `uv sync --frozen --no-install-project`, `uv pip install`, and tools that are named. */
export const uvManifests: Manifests = {
  neutral: ['python install'],
  reads: (call) => {
    const first = call.words.findIndex(({ text }) => !text.startsWith('-'));
    const [command, second] = call.words.slice(first).map(({ value }) => value);
    const rest = { ...call, words: call.words.slice(first + 1) };
    if (command === 'pip' && (second === 'install' || second === 'sync')) return uvPipReads(rest, second);
    if (command === 'tool' && second === 'install')
      return namedPackages(['--with', '--python', '-p']).reads({
        ...call,
        words: call.words.slice(first + 2),
      });
    if (command === 'sync') return uvSyncReads(call);
    return command === 'run' || command === 'build'
      ? USES_SOURCES
      : readsDeclined('reads-unknown', `uv ${command ?? ''}`);
  },
};

function uvPipReads(call: InstallCall, subcommand: 'install' | 'sync'): InstallReads {
  const given = callArguments(call.words, PIP_OF_UV, PIP_FLAGS);
  const operands = given.operands.slice(1);
  const reads =
    subcommand === 'sync'
      ? requirementReads(call, given, [], 'UV', operands)
      : requirementReads(call, given, operands, 'UV');
  if (reads.kind !== 'reads' || call.folder === undefined) return reads;
  const problem = uvSettingsProblem(call);
  if (problem !== undefined) return problem;
  const { folder } = call;
  const settings = withParents(folder).flatMap((each) =>
    ['uv.toml', 'pyproject.toml', '.python-version'].map((name) => posix.join(each, name)),
  );
  const virtual = hasOption(given, '--system') || call.variable('UV_SYSTEM_PYTHON') !== undefined;
  return {
    ...reads,
    files: [...reads.files, ...settings],
    outputs: virtual ? [] : [posix.join(folder, '.venv')],
  };
}

const PIP_OF_UV = new Set([
  ...UV_VALUES,
  ...'-r --requirement --requirements -c --constraint --constraints -e --editable'.split(' '),
  ...'-b --build-constraint --build-constraints --override --overrides -t --target --prefix'.split(' '),
  ...'-C --config-setting --no-binary --only-binary --python-version --python-platform -P'.split(' '),
  ...'--upgrade-package --reinstall-package --refresh-package --exclude-newer --torch-backend'.split(' '),
]);

function uvSyncReads(call: InstallCall): InstallReads {
  const given = callArguments(call.words, UV_VALUES);
  const text = projectText(call, given);
  if (typeof text !== 'string') return text;
  return (
    uvSourceProblem(call, given, text) ??
    uvLockProblem(call, given, text) ??
    uvSettingsProblem(call) ??
    pathDependency(text) ??
    projectFiles(call, 'uv.lock', 'uv.toml', '.python-version')
  );
}

function uvSourceProblem(call: InstallCall, given: CallArguments, text: string): InstallReads | undefined {
  const above = withParents(call.folder ?? '/')
    .slice(1)
    .map((each) => posix.join(each, 'pyproject.toml'))
    .find((path) => call.copied.text(path) !== undefined);
  if (above !== undefined) return readsDeclined('manifest-unknown', above);
  const settings = tomlTables(text, 'tool.uv');
  if (/^[ \t]*\[tool\.uv\.workspace/m.test(settings) || hasOption(given, '--all-packages', '--package'))
    return readsDeclined('reads-sources', 'the members of a workspace');
  const isPackage = /^[ \t]*\[build-system\]/m.test(text) || /^[ \t]*package\s*=\s*true/m.test(settings);
  const isSwitchedOff = /^[ \t]*package\s*=\s*false/m.test(settings);
  return isPackage && !isSwitchedOff && !hasOption(given, '--no-install-project')
    ? readsDeclined('reads-sources', 'without --no-install-project it installs the project itself')
    : undefined;
}

/** Links, or an index on this machine, in settings of uv. */
const LOCAL_INDEX =
  /^.*\b(?:find-links|(?:index-|default-)?(?:url|index))\s*=\s*\[?\s*["'](?:\w+\s*=\s*)?(?:file:|[./]).*$/m;

/** Settings of uv, in the folder or above it, that name packages of the project. */
function uvSettingsProblem({ copied, folder = '/' }: InstallCall): InstallReads | undefined {
  for (const each of withParents(folder)) {
    const [settings, project] = ['uv.toml', 'pyproject.toml'].map((name) => posix.join(each, name));
    for (const [path = '', text] of [
      [settings, copied.text(settings ?? '') ?? ''],
      [project, tomlTables(copied.text(project ?? '') ?? '', 'tool.uv')],
    ]) {
      const line = LOCAL_INDEX.exec(text ?? '')?.[0];
      if (line !== undefined) return readsDeclined('reads-sources', `${path}: ${line.trim()}`);
    }
  }
  return undefined;
}

function uvLockProblem(call: InstallCall, given: CallArguments, text: string): InstallReads | undefined {
  const isKept =
    hasOption(given, '--frozen', '--locked') ||
    ['UV_FROZEN', 'UV_LOCKED'].some((name) => call.variable(name)?.value === '1');
  if (isKept) return undefined;
  const hasLock = call.copied.text(posix.join(call.folder ?? '/', 'uv.lock')) !== undefined;
  if (hasLock) return readsDeclined('lock-may-change', 'uv.lock');
  return /^[ \t]*dynamic\s*=.*"(?:optional-)?dependencies"/m.test(text)
    ? readsDeclined('reads-sources', 'the dependencies are made by the build of the project')
    : undefined;
}

/** The pyproject.toml of the folder that a call runs in. */
function projectText({ folder, copied }: InstallCall, given: CallArguments): string | InstallReads {
  const elsewhere = ['--directory', '--project', '-C', '-P'].find((name) => hasOption(given, name));
  if (elsewhere !== undefined || folder === undefined)
    return readsDeclined('manifest-unknown', elsewhere ?? 'the folder that it runs in');
  const path = posix.join(folder, 'pyproject.toml');
  return copied.text(path) ?? readsDeclined('manifest-missing', path);
}

/** `x = { path = "../x" }`, `x @ file:///…`, and, for uv, `x = { workspace = true }`. */
function pathDependency(text: string): InstallReads | undefined {
  const found =
    /^.*(?:\bpath\s*=\s*["']|\burl\s*=\s*["'](?:file:|[./])|@\s*file:|\bworkspace\s*=\s*true|\bfind-links\s*=).*$/m.exec(
      [
        tomlTables(text, 'project'),
        tomlTables(text, 'tool.poetry'),
        tomlTables(text, 'tool.uv'),
        tomlTables(text, 'dependency-groups'),
      ].join('\n'),
    )?.[0];
  return found === undefined ? undefined : readsDeclined('reads-sources', `pyproject.toml: ${found.trim()}`);
}

function projectFiles(
  { folder = '/' }: InstallCall,
  lock: string,
  ...more: readonly string[]
): ManifestReads {
  const path = (name: string): string => posix.join(folder, name);
  return {
    kind: 'reads',
    files: ['pyproject.toml', lock, ...more].map(path),
    later: [path(lock)],
    folders: [],
    writes: [],
    outputs: [path('.venv')],
  };
}
