import type { BuildArgs } from '../dockerfile/global-args';
import type { Dockerfile } from '../dockerfile/syntax';

/**
 * The image that reads this Dockerfile in place of BuildKit's own frontend (`# syntax=acme/other`), undefined when
 * it is that one: what another reads of a file cannot be known.
 */
export function foreignFrontend({ directives }: Dockerfile, buildArgs: BuildArgs = {}): string | undefined {
  const syntax = buildArgs['BUILDKIT_SYNTAX'] ?? directives.find(({ name }) => name === 'syntax')?.value;
  if (syntax === undefined) return undefined;
  const image = syntax.split(/\s/)[0] ?? '';
  return /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(image) ? undefined : image;
}
