import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { IS_FULL } from './full-form';
import { installedPackages, ownNx, type Packages } from './installed-packages';
import { packedPlugin } from './packed-plugin';
import { runOrFail, runProgram, type ProgramResult } from './run-program';
import { program } from './command-line';
import { scratchFolder } from './scratch-folder';

export interface WorkspaceOptions {
  /** Path relative to the workspace → content. Objects are written as JSON. */
  readonly files: Readonly<Record<string, string | object>>;
  /** Nx's daemon; default off. */
  readonly daemon?: boolean;
  /**
   * Lets `npm test` have the plugins in the process of Nx: those of their own that Nx starts for them, by itself and in `npm
   * run test:full`, take two thirds of the time of a short run. For suites that are not about how Nx calls the plugin.
   */
  readonly pluginsInProcess?: true;
  /** What nx.json holds beside the plugin. */
  readonly nxJson?: Readonly<Record<string, unknown>>;
  /** The options of the plugin's entry; `false` leaves the entry out. */
  readonly plugin?: Readonly<Record<string, unknown>> | false;
  /** Other versions of Nx, or further packages. */
  readonly packages?: Packages;
  /** Added to the environment of everything that runs in the workspace. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The home folder; default: one of the workspace's own, so that nothing is shared with other workspaces. */
  readonly home?: string;
}

/** A workspace outside of the repository with the packed plugin, under git, with everything committed. */
export interface Workspace {
  readonly root: string;
  readonly home: string;
  nx(args: readonly string[], env?: Readonly<Record<string, string | undefined>>): Promise<ProgramResult>;
  /** `nx-docker-cache` as it is installed in the workspace. */
  command(
    args: readonly string[],
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<ProgramResult>;
  run(
    file: string,
    args: readonly string[],
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<ProgramResult>;
  read(path: string): string;
  write(path: string, content: string | object): void;
  /** Replaces the first occurrence, which must be there. */
  edit(path: string, find: string, replacement: string): void;
  remove(path: string): void;
  git(...args: readonly string[]): Promise<string>;
  commit(message: string): Promise<void>;
  /** Stops the daemon and deletes the workspace. */
  dispose(): Promise<void>;
}

export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const folder = mkdtempSync(join(scratchFolder('workspaces'), 'w-'));
  const root = join(folder, 'workspace');
  const home = options.home ?? join(folder, 'home');
  mkdirSync(root);
  mkdirSync(home, { recursive: true });
  await linkPackages(join(root, 'node_modules'), { ...ownNx(), ...options.packages });
  const workspace = workspaceIn(root, home, options);
  for (const [path, content] of Object.entries({ ...commonFiles(options), ...options.files }))
    workspace.write(path, content);
  await workspace.git('init', '--quiet', '--initial-branch=main');
  await workspace.commit('start');
  return { ...workspace, dispose: () => dispose(workspace, folder) };
}

/**
 * Another clone of the workspace beside it, with packages of its own and, where the option says so, the same home.
 * Uncommitted changes and what Nx keeps in the workspace are not there.
 */
export async function cloneWorkspace(original: Workspace, options: WorkspaceOptions): Promise<Workspace> {
  const folder = mkdtempSync(join(scratchFolder('workspaces'), 'c-'));
  const root = join(folder, 'workspace');
  await runOrFail('git', ['clone', '--quiet', original.root, root], { cwd: folder });
  await linkPackages(join(root, 'node_modules'), { ...ownNx(), ...options.packages });
  const home = options.home ?? original.home;
  const workspace = workspaceIn(root, home, options);
  return { ...workspace, dispose: () => dispose(workspace, folder) };
}

function commonFiles({ plugin = {}, nxJson, packages }: WorkspaceOptions): Record<string, string | object> {
  return {
    'package.json': {
      name: 'workspace',
      version: '0.0.0',
      private: true,
      devDependencies: { ...ownNx(), ...packages },
    },
    'nx.json': {
      analytics: false,
      ...(plugin !== false && { plugins: [{ plugin: 'nx-docker-cache', options: plugin }] }),
      ...nxJson,
    },
    '.gitignore': 'node_modules\ndist\n.nx\n',
  };
}

/** Links to packages that are installed once, and the plugin as a real folder, as npm would put it there. */
async function linkPackages(nodeModules: string, packages: Packages): Promise<void> {
  const [base, plugin] = [await installedPackages(packages), await packedPlugin()];
  mkdirSync(nodeModules);
  for (const name of readdirSync(join(base, 'node_modules')))
    symlinkSync(join(base, 'node_modules', name), join(nodeModules, name));
  cpSync(plugin.folder, join(nodeModules, 'nx-docker-cache'), { recursive: true });
}

function workspaceIn(root: string, home: string, options: WorkspaceOptions): Omit<Workspace, 'dispose'> {
  const environment = { ...cleanEnvironment(home, options), ...options.env };
  const run: Workspace['run'] = (file, args, env) =>
    runProgram(file, args, { cwd: root, env: { ...environment, ...env } });
  const git: Workspace['git'] = (...args) =>
    runOrFail('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...args], {
      cwd: root,
      env: environment,
    });
  const write: Workspace['write'] = (path, content) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  };
  const read: Workspace['read'] = (path) => readFileSync(join(root, path), 'utf8');
  return {
    root,
    home,
    run,
    command: (args, env) => run(process.execPath, [program({ root }), ...args], env),
    nx: (args, env) =>
      run(process.execPath, [join(root, 'node_modules', 'nx', nxProgram(root)), ...args], env),
    git,
    commit: async (message) => {
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message', message);
    },
    read,
    write,
    edit: (path, find, replacement) => {
      const text = read(path);
      if (!text.includes(find)) throw new Error(`${path} does not contain ${JSON.stringify(find)}`);
      write(
        path,
        text.replace(find, () => replacement),
      );
    },
    remove: (path) => {
      rmSync(join(root, path), { recursive: true, force: true });
    },
  };
}

/** Nothing of the session that runs the tests may reach Nx: it would take another cache, or find itself in a task. */
function cleanEnvironment(
  home: string,
  { daemon = false, pluginsInProcess }: WorkspaceOptions,
): Record<string, string | undefined> {
  const inherited = Object.keys(process.env).filter((name) => /^(NX_|npm_|CI$)/.test(name));
  return {
    ...Object.fromEntries(inherited.map((name) => [name, undefined])),
    HOME: home,
    DOCKER_CONFIG: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
    NX_DAEMON: String(daemon),
    ...(pluginsInProcess && !IS_FULL && { NX_ISOLATE_PLUGINS: 'false' }),
    NX_TUI: 'false',
    FORCE_COLOR: '0',
  };
}

function nxProgram(root: string): string {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules/nx/package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  return bin['nx'] ?? 'bin/nx.js';
}

/** Where Nx notes which daemon a workspace has. */
const DAEMON_FOLDER = '.nx/workspace-data/d';

async function dispose(workspace: Omit<Workspace, 'dispose'>, folder: string): Promise<void> {
  if (existsSync(join(workspace.root, DAEMON_FOLDER))) await workspace.nx(['daemon', '--stop']);
  rmSync(folder, { recursive: true, force: true });
}
