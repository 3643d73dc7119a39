/** The target that builds an image. */
export interface BuildTarget {
  readonly project: string;
  readonly target: string;
}

/** A project with what its images are called. */
export interface NamedBuilds {
  readonly name: string;
  readonly builds: readonly {
    readonly target: string;
    /** None twice. */
    readonly references: readonly string[];
  }[];
}

/** Finds the target that builds the image of a reference, both as `canonicalReference` writes them. */
export type OwnerOf = (reference: string) => BuildTarget | undefined;

/**
 * Of an image that several projects build nobody knows which is meant: it has no owner. Of the Dockerfiles of one project the
 * first is meant, the plain one.
 */
export function imageOwners(projects: readonly NamedBuilds[]): OwnerOf {
  const owners = new Map<string, BuildTarget | 'several'>();
  for (const { name, builds } of projects)
    for (const { target, references } of builds)
      for (const reference of references) {
        const known = owners.get(reference);
        if (known === undefined) owners.set(reference, { project: name, target });
        else if (known !== 'several' && known.project !== name) owners.set(reference, 'several');
      }
  return (reference) => {
    const owner = owners.get(reference);
    return owner === 'several' ? undefined : owner;
  };
}
