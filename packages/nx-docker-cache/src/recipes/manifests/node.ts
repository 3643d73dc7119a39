import { posix } from 'node:path';
import {
  READS_NOTHING,
  readsDeclined,
  USES_SOURCES,
  type InstallCall,
  type InstallReads,
  type Manifests,
} from '../manifests';
import type { Subcommand } from '../recipe';
import { callArguments, hasOption, type CallArguments } from './call-arguments';
import { namedFile } from './named-files';
import { notNamed } from './named-packages';
import {
  hasPrograms,
  installScript,
  lockedInProject,
  manifestsAbove,
  namesFile,
  localDependency,
  projectReader,
  npmrcProblem,
  readPackage,
  workspaceFolders,
  workspacePatterns,
  type NodePackage,
} from './node-package';

/** What npm, Yarn, pnpm and Bun differ in. */
export interface NodeTool {
  /** The subcommands that install the project; the empty one is a call without any. */
  readonly installs: readonly string[];
  /** Options in front of or behind the subcommand that take the next word. */
  readonly valueOptions: readonly string[];
  /** Installs programs for all, outside of the project: `npm install -g`, `yarn global add`. */
  readonly global: { readonly options: readonly string[]; readonly subcommand: string | undefined };
  readonly locks: readonly string[];
  /** Whether this call leaves the lock file as it is, whatever it says. */
  readonly keepsLock: (given: CallArguments, call: InstallCall) => boolean;
  /** Files beside package.json that it reads. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** What it writes beside package.json, `node_modules` apart. */
  readonly writes: readonly string[];
  /** Names of files or folders whose presence means that it reads more than is known here. */
  readonly readsMoreWith: readonly string[];
  /** Where the workspaces are listed. */
  readonly workspaces: (root: NodePackage, call: InstallCall) => readonly string[] | undefined;
  /** A reason in its own configuration files. */
  readonly problem: (folder: string, call: InstallCall) => InstallReads | undefined;
  readonly neutral: readonly Subcommand[];
}

export function nodeManifests(tool: NodeTool): Manifests {
  return { neutral: tool.neutral, isNeutral: setsPlainly, reads: (call) => nodeReads(tool, call) };
}

/** `npm config set key value`, `npm set key=value`: what it sets names no file. */
function setsPlainly(call: InstallCall): boolean {
  const { operands } = callArguments(call.words, new Set());
  const [key = '', ...values] = operands
    .filter(({ value }) => !/^(?:config|c|set)$/.test(value ?? ''))
    .flatMap(({ text, value }) => (value ?? text).split(/=(.*)/s).filter((part) => part !== ''));
  const value = values.join(' ');
  return !namesFile(value.startsWith('/') ? '' : key, value, call);
}

function nodeReads(tool: NodeTool, call: InstallCall): InstallReads {
  const given = callArguments(call.words, new Set([...tool.valueOptions, ...FOLDER_OPTIONS]));
  const [subcommand, ...operands] = given.operands;
  const isGlobal =
    hasOption(given, ...tool.global.options) ||
    (subcommand !== undefined && subcommand.value === tool.global.subcommand);
  if (isGlobal) return globalReads(tool, call, operands);
  if (!tool.installs.includes(subcommand?.value ?? (subcommand === undefined ? '' : '?')))
    return USES_SOURCES;
  if (operands.length > 0)
    return readsDeclined('lock-may-change', operands.map(({ text }) => text).join(' '));
  const folder = folderOf(given, call);
  if (folder === undefined) return readsDeclined('manifest-unknown', 'the folder that it runs in');
  return projectReads(tool, { ...call, folder }, given);
}

const FOLDER_OPTIONS = ['--prefix', '-C', '--cwd', '--dir'];

function folderOf({ options }: CallArguments, { folder }: InstallCall): string | undefined {
  const option = options.find(({ name }) => FOLDER_OPTIONS.includes(name));
  if (option === undefined) return folder;
  if (option.value?.value === undefined || folder === undefined) return undefined;
  return posix.resolve(folder, option.value.value);
}

/** The packages are named; of the project it reads the registry that is set in it. */
function globalReads(
  tool: NodeTool,
  { folder }: InstallCall,
  operands: CallArguments['operands'],
): InstallReads {
  const named = notNamed(operands);
  if (named !== undefined) return named;
  if (operands.length === 0) return readsDeclined('reads-sources', 'the project itself is installed');
  if (folder === undefined) return READS_NOTHING;
  return { ...READS_NOTHING, files: tool.files.map((name) => posix.join(folder, name)) };
}

type ProjectCall = InstallCall & { readonly folder: string };

function projectReads(tool: NodeTool, call: ProjectCall, given: CallArguments): InstallReads {
  const { folder, copied } = call;
  const hasLock = tool.locks.some((name) => copied.text(posix.join(folder, name)) !== undefined);
  const above = manifestsAbove(folder, tool.files, { copied, hasLock });
  if ('kind' in above) return above;
  const root = readPackage(folder, copied);
  if ('kind' in root) return root;
  const patterns = tool.workspaces(root, call);
  const folders = patterns && workspaceFolders(folder, patterns, copied);
  if (folders === undefined) return readsDeclined('manifest-unknown', `the workspaces of ${folder}`);
  const members: NodePackage[] = [];
  for (const each of folders) {
    const member = readPackage(each, copied);
    if ('kind' in member) return member;
    members.push(member);
  }
  return (
    problemOf(tool, call, given, { root, members }) ??
    lockProblem(tool, call, folders) ?? {
      kind: 'reads',
      files: [
        ...['package.json', ...tool.files, ...tool.locks].map((name) => posix.join(folder, name)),
        ...folders.map((each) => posix.join(each, 'package.json')),
        ...above,
      ],
      later: tool.locks.slice(0, 1).map((name) => posix.join(folder, name)),
      folders: tool.folders.map((name) => posix.join(folder, name)),
      writes: tool.writes.map((name) => posix.join(folder, name)),
      outputs: [folder, ...folders].map((each) => posix.join(each, 'node_modules')),
    }
  );
}

function problemOf(
  tool: NodeTool,
  call: ProjectCall,
  given: CallArguments,
  { root, members }: { readonly root: NodePackage; readonly members: readonly NodePackage[] },
): InstallReads | undefined {
  const { folder, copied } = call;
  const all = [root, ...members];
  const names = copied.names(folder);
  const npmrc = names.includes('.npmrc') ? (copied.text(posix.join(folder, '.npmrc')) ?? '') : '';
  const problem = npmrcProblem(npmrc, posix.join(folder, '.npmrc'), call) ?? tool.problem(folder, call);
  if (problem !== undefined) return problem;
  const more = tool.readsMoreWith.find((name) => names.includes(name));
  if (more !== undefined) return readsDeclined('reads-sources', posix.join(folder, more));
  const option = optionProblem(tool, given, call);
  if (option !== undefined) return readsDeclined('reads-sources', option);
  const local = all.map(localDependency).find((found) => found !== undefined);
  if (local !== undefined) return readsDeclined('reads-sources', local);
  const scripts = runsScripts(given, call, npmrc)
    ? all
        .map((each) => installScript(each, copied) ?? projectReader(each, copied))
        .find((found) => found !== undefined)
    : undefined;
  if (scripts !== undefined) return readsDeclined('reads-sources', scripts);
  const program = members.find(hasPrograms);
  if (program !== undefined) return readsDeclined('reads-sources', `the programs of ${program.folder}`);
  const lock = tool.locks.find((name) => names.includes(name));
  if (lock !== undefined && !tool.keepsLock(given, call)) return readsDeclined('lock-may-change', lock);
  return undefined;
}

/** An option that names a file beside those of the project, or may make Node read one. */
function optionProblem(tool: NodeTool, given: CallArguments, call: InstallCall): string | undefined {
  const { variable } = call;
  const isKnown = (name: string): boolean =>
    tool.valueOptions.includes(name) || FOLDER_OPTIONS.includes(name);
  const file = given.options.find(
    ({ name, value }) =>
      FILE_OPTIONS.test(name) ||
      (value !== undefined &&
        !isKnown(name) &&
        (value.value === undefined || namedFile(value.value, call) !== undefined)),
  );
  if (file !== undefined) return file.name;
  const options = variable('NODE_OPTIONS');
  return options === undefined || HARMLESS_OPTIONS.test(options.value ?? '?') ? undefined : 'NODE_OPTIONS';
}

const FILE_OPTIONS =
  /^--(?:userconfig|globalconfig|cafile|certfile|keyfile|use-yarnrc|config-dir|.*pnpmfile)$/;
const HARMLESS_OPTIONS = /^(?:--max[-_]\S+|--openssl\S*|--dns\S*|--no-warnings|\s)*$/;

function runsScripts(given: CallArguments, { variable }: InstallCall, npmrc: string): boolean {
  const isSet = ['npm_config_ignore_scripts', 'NPM_CONFIG_IGNORE_SCRIPTS', 'YARN_IGNORE_SCRIPTS'].some(
    (name) => variable(name)?.value === 'true',
  );
  return (
    !isSet && !hasOption(given, '--ignore-scripts') && !/^[ \t]*ignore-scripts\s*=\s*true\s*$/m.test(npmrc)
  );
}

/** A lock file that takes a package from the project, which package.json need not show. */
function lockProblem(
  { locks }: NodeTool,
  { folder, copied }: ProjectCall,
  members: readonly string[],
): InstallReads | undefined {
  const name = locks.find((each) => copied.text(posix.join(folder, each)) !== undefined);
  const text = name === undefined ? undefined : copied.text(posix.join(folder, name));
  const local = text === undefined ? undefined : lockedInProject(text, folder, members);
  return local === undefined ? undefined : readsDeclined('reads-sources', `${name ?? ''}: ${local}`);
}

/** `workspaces` of package.json. */
export const WORKSPACES_IN_PACKAGE: NodeTool['workspaces'] = workspacePatterns;

export const NO_PROBLEM: NodeTool['problem'] = () => undefined;
