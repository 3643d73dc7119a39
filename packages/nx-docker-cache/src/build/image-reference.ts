/**
 * The grammar of image references (github.com/distribution/reference, regexp.go and normalize.go), with a reason
 * where it is broken.
 */
export type ReferenceCheck =
  { readonly ok: true; readonly reference: string } | { readonly ok: false; readonly why: string };

const MAX_NAME_LENGTH = 255;
const DOMAIN_COMPONENT = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(
  `^(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`,
);
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

/** A reference that an image can be tagged with, `:latest` added where it has no tag. */
export function checkReference(written: string): ReferenceCheck {
  if (written.includes('@')) return refuse('a digest is computed by the build and cannot be given');
  const colon = written.indexOf(':', written.lastIndexOf('/') + 1);
  const name = colon < 0 ? written : written.slice(0, colon);
  const tag = colon < 0 ? 'latest' : written.slice(colon + 1);
  const why = objectionToName(name) ?? objectionToTag(tag);
  return why === undefined ? { ok: true, reference: `${name}:${tag}` } : refuse(why);
}

function refuse(why: string): ReferenceCheck {
  return { ok: false, why };
}

function objectionToName(name: string): string | undefined {
  if (name === '') return 'the name is empty';
  const [first = '', ...rest] = name.split('/');
  const hasDomain = rest.length > 0 && isDomain(first);
  if (hasDomain && !DOMAIN.test(first)) return `"${first}" is no address of a registry`;
  const path = hasDomain ? rest : [first, ...rest];
  if (path.join('/').length > MAX_NAME_LENGTH) return `the name is longer than ${MAX_NAME_LENGTH} characters`;
  return path.map(objectionToComponent).find((why) => why !== undefined);
}

/** `splitDockerDomain`: what tells a registry from the first part of a name. */
function isDomain(first: string): boolean {
  return /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
}

function objectionToComponent(component: string): string | undefined {
  if (component === '') return 'a part of the name between slashes is empty';
  if (PATH_COMPONENT.test(component)) return undefined;
  if (/[A-Z]/.test(component)) return `"${component}" has capital letters; names are lower-case`;
  const bad = /[^a-z0-9._-]/u.exec(component)?.[0];
  if (bad !== undefined)
    return `"${component}" contains ${JSON.stringify(bad)}; names consist of a-z, 0-9, ".", "_" and "-"`;
  return `"${component}" begins or ends with a separator, or has two dots or a mix of separators in a row`;
}

function objectionToTag(tag: string): string | undefined {
  if (TAG.test(tag)) return undefined;
  if (tag === '') return 'the tag after the colon is empty';
  if (tag.length > 128) return 'the tag is longer than 128 characters';
  return `the tag "${tag}" may only consist of letters, digits, "_", "." and "-", and not begin with "." or "-"`;
}
