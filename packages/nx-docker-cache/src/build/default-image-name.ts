/**
 * A project's name as an image name: `@acme/API gateway` → `acme/api-gateway`. Undefined when nothing is left of it.
 * A first part that docker would take for a registry (`my.app/web`) loses its dots.
 */
export function defaultImageName(project: string): string | undefined {
  const parts = project
    .toLowerCase()
    .split('/')
    .map((part) =>
      part
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(SEPARATOR_RUN, oneSeparator)
        .replace(EDGES, ''),
    )
    .filter((part) => part !== '');
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  const name = rest.length === 0 ? first : [withoutDots(first), ...rest].join('/');
  return name.slice(0, MAX_LENGTH).replace(EDGES, '');
}

/** `dev` → `dev`; `latest` for the plain Dockerfile, and where nothing is left of the name. */
export function tagOfVariant(variant: string): string {
  const tag = variant.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
  return tag.slice(0, MAX_TAG_LENGTH) || 'latest';
}

const MAX_TAG_LENGTH = 128;
const MAX_LENGTH = 200;
const SEPARATOR_RUN = /[._-]{2,}/g;
const EDGES = /^[._-]+|[._-]+$/g;

/** What the grammar allows inside of a part: `.`, `_`, `__` or any number of `-`. */
function oneSeparator(run: string): string {
  return run === '__' || /^-+$/.test(run) ? run : '-';
}

function withoutDots(part: string): string {
  return part === 'localhost' ? 'local-host' : part.replaceAll('.', '-');
}
