import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';

/** A throw-away Nx workspace with the seed's backend in it. */
export interface DemoWorkspace {
  readonly root: string;
  /** Changes a line of the application: the requirements stay as they are. */
  changeCode(): void;
  /** Adds one small package to the requirements. */
  addPackage(requirement: string): void;
  requirementCount(): number;
  /**
   * From now on builds have new, empty cache mounts: a namespace of their own, which leaves everybody else's alone.
   */
  emptyMounts(): void;
  /** All that builds were given. */
  mountNamespaces(): readonly string[];
  /** Puts the sources back to what they were before the changes; the Dockerfile stays as it is. */
  resetSources(): void;
  remove(): void;
}

export interface WorkspaceOptions {
  readonly full: boolean;
  readonly image: string;
  /** Of this demonstration, and of no other. */
  readonly run: string;
  readonly buildArgs: readonly string[];
}

/** Makes the files of the workspace; nothing is installed yet. */
export function makeWorkspace({ full, image, run, buildArgs }: WorkspaceOptions): DemoWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'nx-docker-cache-demo-'));
  const backend = join(root, 'backend');
  cpSync(join(repositoryRoot, 'examples', 'backend'), backend, { recursive: true });
  const requirements = join(backend, 'requirements.txt');
  if (!full) cpSync(join(backend, 'requirements.small.txt'), requirements);
  writeJson(join(root, 'package.json'), packageJson());
  writeJson(join(root, 'nx.json'), {});
  const namespaces: string[] = [];
  const emptyMounts = (): void => {
    const namespace = `${run}-${namespaces.length}`;
    namespaces.push(namespace);
    const options = { tags: [image], buildArgs: [...buildArgs, `BUILDKIT_CACHE_MOUNT_NS=${namespace}`] };
    writeJson(join(backend, 'project.json'), { name: 'backend', targets: { 'docker-build': { options } } });
  };
  emptyMounts();
  writeFileSync(join(root, '.gitignore'), 'node_modules\n.nx\ndist\n');
  const code = join(backend, 'app', 'main.py');
  // No layer of an earlier demonstration may answer for the first build of this one.
  appendFileSync(code, `\n# demonstration ${randomUUID()}\n`);
  const before = { code: readFileSync(code), requirements: readFileSync(requirements) };
  return {
    root,
    changeCode: () => {
      appendFileSync(code, `# changed ${randomUUID()}\n`);
    },
    addPackage: (requirement) => {
      appendFileSync(requirements, `${requirement}\n`);
    },
    requirementCount: () => readFileSync(requirements, 'utf8').trim().split('\n').length,
    emptyMounts,
    mountNamespaces: () => namespaces,
    resetSources: () => {
      writeFileSync(code, before.code);
      writeFileSync(requirements, before.requirements);
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The workspace's own versions of Nx: those that this repository is built with. */
function packageJson(): object {
  const { devDependencies } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return {
    name: 'demo',
    private: true,
    devDependencies: { '@nx/devkit': devDependencies['@nx/devkit'], nx: devDependencies['nx'] },
  };
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
