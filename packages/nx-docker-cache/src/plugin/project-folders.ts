import { COMPOSE_NAMES, isComposeFile, variantOf } from '../infer/dockerfile-names';

interface DockerfileVariant {
  /** Relative to the workspace. */
  readonly file: string;
  /** '' for the plain Dockerfile. */
  readonly variant: string;
}

export interface ProjectFolder {
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly root: string;
  /** One for each variant, the plain Dockerfile first. */
  readonly dockerfiles: readonly DockerfileVariant[];
  /** The compose file that compose would take, relative to the workspace. */
  readonly composeFile: string | undefined;
}

/** The folders that hold Dockerfiles or compose files. Where two files are the same variant (`Dockerfile.dev`, `dev.Dockerfile`), the first counts. */
export function projectFolders(files: readonly string[]): readonly ProjectFolder[] {
  const folders = new Map<string, { dockerfiles: DockerfileVariant[]; composeNames: string[] }>();
  for (const file of [...files].sort()) {
    const slash = file.lastIndexOf('/');
    const root = slash === -1 ? '.' : file.slice(0, slash);
    const name = file.slice(slash + 1);
    const variant = variantOf(name);
    if (variant === undefined && !isComposeFile(name)) continue;
    let found = folders.get(root);
    if (found === undefined) folders.set(root, (found = { dockerfiles: [], composeNames: [] }));
    if (variant === undefined) found.composeNames.push(name);
    else if (!found.dockerfiles.some((each) => each.variant === variant))
      found.dockerfiles.push({ file, variant });
  }
  return Array.from(folders, ([root, { dockerfiles, composeNames }]) => ({
    root,
    dockerfiles,
    composeFile: composeFileOf(root, composeNames),
  }));
}

/** @param names of the compose files in a folder */
function composeFileOf(root: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const taken = COMPOSE_NAMES.find((name) => names.includes(name));
  return taken && (root === '.' ? taken : `${root}/${taken}`);
}

/** The files that make a folder one of ours: the first is the one by which Nx knows it. */
export function filesOf({ dockerfiles, composeFile }: ProjectFolder): readonly string[] {
  const files = dockerfiles.map(({ file }) => file);
  return composeFile === undefined ? files : [...files, composeFile];
}
