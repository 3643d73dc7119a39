import { checkReference } from '../build/image-reference';
import { imageReferences, type ImageNaming } from '../build/image-references';

/** The target that builds an image. */
export interface BuildTarget {
  readonly project: string;
  readonly target: string;
}

export interface NamedBuild extends BuildTarget {
  readonly naming: readonly ImageNaming[];
}

/** Finds the target that builds the image of a reference, however it is written. */
export type OwnerOf = (reference: string) => BuildTarget | undefined;

/** Of an image that several targets build nobody knows which is meant: it has no owner. */
export function imageOwners(builds: readonly NamedBuild[]): OwnerOf {
  const owners = new Map<string, BuildTarget | 'several'>();
  for (const { project, target, naming } of builds) {
    for (const reference of new Set(naming.flatMap((each) => referencesOf(project, each)))) {
      const known = owners.get(reference);
      owners.set(reference, known === undefined ? { project, target } : 'several');
    }
  }
  return (written) => {
    const owner = owners.get(canonical(written) ?? '');
    return owner === 'several' ? undefined : owner;
  };
}

/** Names that no image can have are an error of the build, not of the graph. */
function referencesOf(project: string, naming: ImageNaming): readonly string[] {
  try {
    return imageReferences(project, naming).flatMap((reference) => canonical(reference) ?? []);
  } catch {
    return [];
  }
}

/** `docker.io/library/a`, `a` → `a:latest`. Undefined for a digest, which no later build can have, and for no reference. */
function canonical(written: string): string | undefined {
  const check = checkReference(written);
  return check.ok ? check.reference.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '') : undefined;
}
