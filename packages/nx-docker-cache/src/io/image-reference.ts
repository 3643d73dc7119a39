/**
 * A reference in the form in which the engine lists tags: `docker.io/library/app` → `app:latest`
 * (distribution/reference, `FamiliarString` after `TagNameOnly`). A digest stays as it is.
 */
export function familiarReference(reference: string): string {
  const short = reference.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '');
  if (short.includes('@')) return short;
  return /:[^/]*$/.test(short) ? short : `${short}:latest`;
}
