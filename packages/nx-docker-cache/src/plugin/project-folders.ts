import { basename, dirname } from 'node:path/posix';
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
    const folder = dirname(file);
    if (isComposeFile(basename(file))) compose.set(folder, [...(compose.get(folder) ?? []), file]);
    const variant = variantOf(basename(file));
    if (variant === undefined) continue;
    const variants = folders.get(folder) ?? new Map<string, string>();
    if (!variants.has(variant)) variants.set(variant, file);
    folders.set(folder, variants);
  }
  return [...new Set([...folders.keys(), ...compose.keys()])].map((root) => ({
    root,
    dockerfiles: [...(folders.get(root) ?? [])].map(([variant, file]) => ({ file, variant })),
    composeFile: COMPOSE_NAMES.map((name) =>
      (compose.get(root) ?? []).find((file) => basename(file) === name),
    ).find((file) => file !== undefined),
  }));
}

/** The files that make a folder one of ours: the first is the one by which Nx knows it. */
export function filesOf({ dockerfiles, composeFile }: ProjectFolder): readonly string[] {
  const files = dockerfiles.map(({ file }) => file);
  return composeFile === undefined ? files : [...files, composeFile];
}
