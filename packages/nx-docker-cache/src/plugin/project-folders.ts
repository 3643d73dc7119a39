import { basename, dirname } from 'node:path/posix';
import { variantOf } from '../infer/dockerfile-names';

export interface ProjectFolder {
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly root: string;
  /** One for each variant, the plain Dockerfile first. */
  readonly dockerfiles: readonly { readonly file: string; readonly variant: string }[];
}

/** The folders that hold Dockerfiles. Where two files are the same variant (`Dockerfile.dev`, `dev.Dockerfile`), the first counts. */
export function projectFolders(files: readonly string[]): readonly ProjectFolder[] {
  const folders = new Map<string, Map<string, string>>();
  for (const file of [...files].sort()) {
    const variant = variantOf(basename(file));
    if (variant === undefined) continue;
    const variants = folders.get(dirname(file)) ?? new Map<string, string>();
    if (!variants.has(variant)) variants.set(variant, file);
    folders.set(dirname(file), variants);
  }
  return [...folders].map(([root, variants]) => ({
    root,
    dockerfiles: [...variants].map(([variant, file]) => ({ file, variant })),
  }));
}
