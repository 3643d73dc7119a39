import { ProductError } from '../errors/product-error';
import { defaultImageName, tagOfVariant } from './default-image-name';
import { checkReference } from './image-reference';

export interface ImageNaming {
  readonly image?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Of one of several Dockerfiles of a project: `dev` of Dockerfile.dev. Default: the plain one. */
  readonly variant?: string | undefined;
}

/**
 * The references that a build puts on its image, each with its tag, none twice: `image` and `tags`, or the project's name. A variant is a
 * tag of it: the images of one project's Dockerfiles would take it from each other.
 * @throws ProductError IMAGE_NAME_INVALID
 */
export function imageReferences(
  project: string,
  { image, tags = [], variant = '' }: ImageNaming,
): readonly string[] {
  const written = [...(image === undefined ? [] : [image]), ...tags];
  const names = written.length > 0 ? written : [nameOfProject(project, variant)];
  return [...new Set(names.map(validReference))];
}

function validReference(written: string): string {
  const check = checkReference(written);
  if (check.ok) return check.reference;
  throw new ProductError((names) => ({
    code: 'IMAGE_NAME_INVALID',
    what: `${JSON.stringify(written)} cannot be the name of an image`,
    why: check.why,
    next: `correct ${names('image', 'tags')}; a valid reference looks like ghcr.io/acme/backend:1.0`,
  }));
}

function nameOfProject(project: string, variant: string): string {
  const name = defaultImageName(project);
  if (name !== undefined) return `${name}:${tagOfVariant(variant)}`;
  throw new ProductError((names) => ({
    code: 'IMAGE_NAME_INVALID',
    what: `no image name can be made of the project name ${JSON.stringify(project)}`,
    why: 'image names consist of a-z, 0-9, ".", "_" and "-"',
    next: `set ${names('image')}`,
  }));
}
