import { COMPOSE_NAMES, isComposeFile, variantOf } from '../infer/dockerfile-names';

export interface ProjectFolder {
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly root: string;
  /** One for each variant, the plain Dockerfile first. */
  readonly dockerfiles: readonly { readonly file: string; readonly variant: string }[];
  /** The compose file that compose would take, relative to the workspace. */
  readonly composeFile: string | undefined;
}

/** The folders that hold Dockerfiles or compose files. Where two files are the same variant (`Dockerfile.dev`, `dev.Dockerfile`), the first counts. */
export function projectFolders(files: readonly string[]): readonly ProjectFolder[] {
  const folders = new Map<string, Map<string, string>>();
  const compose = new Map<string, string[]>();
  for (const file of [...files].sort()) {
    const slash = file.lastIndexOf('/');
    const folder = slash === -1 ? '.' : file.slice(0, slash);
    const name = file.slice(slash + 1);
    if (isComposeFile(name)) compose.set(folder, [...(compose.get(folder) ?? []), name]);
    const variant = variantOf(name);
    if (variant === undefined) continue;
    let variants = folders.get(folder);
    if (variants === undefined) folders.set(folder, (variants = new Map<string, string>()));
    if (!variants.has(variant)) variants.set(variant, file);
  }
  return [...new Set([...folders.keys(), ...compose.keys()])].map((root) => ({
    root,
    dockerfiles: Array.from(folders.get(root) ?? [], ([variant, file]) => ({ file, variant })),
    composeFile: composeFileOf(root, compose.get(root) ?? []),
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
