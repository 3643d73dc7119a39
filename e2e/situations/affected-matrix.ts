import { randomUUID } from 'node:crypto';
import { dockerLog } from '../support/docker-log';
import type { Images } from '../support/images';
import type { Packages } from '../support/installed-packages';
import { startOwnEngine } from '../support/own-engine';
import { scratchFolder } from '../support/scratch-folder';
import { createWorkspace, type Workspace, type WorkspaceOptions } from '../support/workspace';
import { inOrder } from './affected-edits';
import {
  addLinksAndSubmodule,
  IMAGE_PROJECTS,
  PLAIN_BUILDS,
  workspaceFiles,
  type ImageProject,
} from './affected-workspace';

/** How `nx affected` chooses: by the inputs of tasks (Nx 24), or by projects. */
export type AffectedMode = 'tasks' | 'projects';

/** What one edit led to. */
export interface MatrixRow {
  /** The images whose content is another one, as the engine says that built them without us. */
  readonly changed: readonly ImageProject[];
  readonly selected: Readonly<Partial<Record<AffectedMode, readonly ImageProject[]>>>;
  /** What Nx ran because it did not find it in its cache; undefined where nothing was run. */
  readonly built: readonly ImageProject[] | undefined;
  /** Images that are not what the sources make, after that run. */
  readonly stale: readonly ImageProject[];
  /** What the run before has changed: its first result is not kept, by design (docs/task-cache.md). */
  readonly changedBefore: readonly ImageProject[];
}

export interface MatrixOptions {
  readonly edits: readonly string[];
  readonly modes: readonly AffectedMode[];
  /** The target that builds the image. */
  readonly target: string;
  /** Whether tasks are run too, and not only chosen. */
  readonly runs: boolean;
  readonly daemon?: boolean;
  /** Other versions of Nx, and other plugins. */
  readonly packages?: Packages;
  readonly plugin?: WorkspaceOptions['plugin'];
  readonly nxJson?: WorkspaceOptions['nxJson'];
}

/** Makes a workspace, and commits one edit after the other. */
export async function runMatrix(options: MatrixOptions): Promise<ReadonlyMap<string, MatrixRow>> {
  const suffix = `e2e-${randomUUID().slice(0, 8)}`;
  const imageOf = (project: ImageProject): string => `${suffix}/${project}:latest`;
  const truthOf = (project: ImageProject): string => `${suffix}/true-${project}:latest`;
  // Not shared with other suites: these prune, and a layer that is made anew has another id.
  const own = await startOwnEngine('matrix-engine', suffix, 'busybox:1');
  const engine = own.images;
  const log = dockerLog(scratchFolder('docker-log', randomUUID()));
  const { packages, plugin, nxJson, daemon } = options;
  const workspace = await createWorkspace({
    pluginsInProcess: true,
    env: { ...own.env, PATH: log.path },
    files: workspaceFiles(imageOf),
    ...(daemon !== undefined && { daemon }),
    ...(packages !== undefined && { packages }),
    ...(plugin !== undefined && { plugin }),
    ...(nxJson !== undefined && { nxJson }),
  });
  const matrix = new Matrix(workspace, engine, options, { imageOf, truthOf });
  try {
    await addLinksAndSubmodule(workspace);
    await workspace.commit('links');
    return await matrix.run(() => log.take());
  } finally {
    await workspace.dispose();
    await own.remove();
  }
}

interface Names {
  readonly imageOf: (project: ImageProject) => string;
  readonly truthOf: (project: ImageProject) => string;
}

type Ids = ReadonlyMap<ImageProject, string | undefined>;

class Matrix {
  constructor(
    private readonly workspace: Workspace,
    private readonly engine: Images,
    private readonly options: MatrixOptions,
    private readonly names: Names,
  ) {}

  async run(takeCalls: () => readonly string[]): Promise<ReadonlyMap<string, MatrixRow>> {
    const rows = new Map<string, MatrixRow>();
    let before = await this.#settled();
    let changedBefore: readonly ImageProject[] = [];
    let isSettled = true;
    for (const [name, edit] of inOrder(this.options.edits)) {
      const isTried = this.options.edits.includes(name);
      if (isTried && !isSettled) {
        before = await this.#settled();
        changedBefore = [];
      }
      isSettled = isTried;
      await edit.apply(this.workspace);
      await this.workspace.commit(name);
      if (!isTried) continue;
      takeCalls();
      if (this.options.runs) await this.#build();
      const built = this.options.runs ? builtIn(takeCalls()) : undefined;
      const left = await this.#ids(this.names.imageOf);
      const truth = await this.#truth();
      const changed = IMAGE_PROJECTS.filter((project) => truth.get(project) !== before.get(project));
      rows.set(name, {
        changed,
        selected: await this.#selected(),
        built,
        stale: this.options.runs
          ? IMAGE_PROJECTS.filter((project) => left.get(project) !== truth.get(project))
          : [],
        changedBefore,
      });
      before = truth;
      changedBefore = changed;
    }
    return rows;
  }

  /** Builds what the sources make now: the second time everything is known to be what it was. */
  async #settled(): Promise<Ids> {
    for (let round = 0; this.options.runs && round < 2; round += 1) await this.#build();
    return this.#truth();
  }

  async #build(): Promise<void> {
    const { exitCode, stdout, stderr } = await this.workspace.nx([
      ...['run-many', `--targets=${this.options.target}`, '--parallel=2'],
    ]);
    if (exitCode !== 0) throw new Error(stdout + stderr);
  }

  /** With docker alone, each on the image of its base, which is compared with the true one too. */
  async #truth(): Promise<Ids> {
    this.workspace.write('../truth.json', plainBake(this.names, this.options.runs));
    const { exitCode, stdout, stderr } = await this.workspace.run('docker', BAKE);
    if (exitCode !== 0) throw new Error(stdout + stderr);
    return this.#ids(this.names.truthOf);
  }

  async #ids(nameOf: Names['imageOf']): Promise<Ids> {
    return new Map(
      await Promise.all(
        IMAGE_PROJECTS.map(async (project) => [project, await this.engine.id(nameOf(project))] as const),
      ),
    );
  }

  async #selected(): Promise<MatrixRow['selected']> {
    const found: Partial<Record<AffectedMode, readonly ImageProject[]>> = {};
    for (const mode of this.options.modes) found[mode] = await this.#chosen(mode);
    return found;
  }

  async #chosen(mode: AffectedMode): Promise<readonly ImageProject[]> {
    const range = ['--base=HEAD~1', '--head=HEAD'];
    const args =
      mode === 'tasks'
        ? ['affected', `--targets=${this.options.target}`, ...range, '--explain=stdout']
        : ['show', 'projects', '--affected', ...range, `--withTarget=${this.options.target}`, '--json'];
    const { exitCode, stdout, stderr } = await this.workspace.nx(args, {
      NX_LEGACY_AFFECTED: String(mode === 'projects'),
    });
    if (exitCode !== 0) throw new Error(stdout + stderr);
    const isChosen = (project: ImageProject): boolean =>
      mode === 'tasks'
        ? stdout.includes(`"${project}:${this.options.target}"`)
        : (JSON.parse(stdout) as string[]).includes(project);
    return IMAGE_PROJECTS.filter(isChosen);
  }
}

const BAKE = ['buildx', 'bake', '--provenance=false', '--allow=fs=*', '--file=../truth.json'];

/**
 * One command for all of them: a definition for `docker buildx bake`, relative to the workspace. Where no run has built the base
 * image, its target stands for it. (An image on a target has another id than the same on an image.) BuildKit looks for the
 * context of an image by its name without `:latest` (frontend/dockerui/namedcontext.go): one of the whole name stands for nothing.
 */
function plainBake({ imageOf, truthOf }: Names, runs: boolean): object {
  const baseContext = { [imageOf('base').replace(/:latest$/, '')]: 'target:base' };
  const targetOf = (project: ImageProject): object => ({
    ...PLAIN_BUILDS[project],
    tags: [truthOf(project)],
    ...(!runs && project !== 'base' && { contexts: baseContext }),
  });
  const targets = IMAGE_PROJECTS.map((project) => [project, targetOf(project)]);
  const target = Object.fromEntries(targets) as Readonly<Record<ImageProject, object>>;
  return { group: { default: { targets: IMAGE_PROJECTS } }, target };
}

function builtIn(calls: readonly string[]): readonly ImageProject[] {
  const builds = calls.filter((call) => call.startsWith('buildx build'));
  return IMAGE_PROJECTS.filter((project) =>
    builds.some((call) => new RegExp(`--tag=[^ ]*/${project}:`).test(call)),
  );
}
