import { checkReference } from '../build/image-reference';
import { imageReferences, type ImageNaming } from '../build/image-references';

/** `docker.io/library/a`, `a` → `a:latest`. Undefined for a digest, which no later build can have, and for no reference. */
export function canonicalReference(written: string): string | undefined {
  const check = checkReference(written);
  return check.ok ? check.reference.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '') : undefined;
}

/** What the image of a project is called, none twice. Names that no image can have are an error of the build, not of the graph. */
export function canonicalReferences(project: string, naming: readonly ImageNaming[]): readonly string[] {
  return [...new Set(naming.flatMap((each) => referencesOf(project, each)))];
}

function referencesOf(project: string, naming: ImageNaming): readonly string[] {
  try {
    return imageReferences(project, naming).flatMap((reference) => canonicalReference(reference) ?? []);
  } catch {
    return [];
  }
}
