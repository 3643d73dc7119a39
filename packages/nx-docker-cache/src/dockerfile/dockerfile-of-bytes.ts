import { dockerfileNotUtf8, dockerfileSyntax } from '../errors/dockerfile-errors';
import { decodeDockerfile } from './decode';
import { parse } from './parse';
import type { Dockerfile } from './syntax';

/**
 * Reads the content of a file.
 * @param file as the user knows it
 * @throws ProductError DOCKERFILE_NOT_UTF8, DOCKERFILE_SYNTAX
 */
export function dockerfileOfBytes(
  file: string,
  bytes: Uint8Array,
): { readonly text: string; readonly dockerfile: Dockerfile } {
  const decoded = decodeDockerfile(bytes);
  if (!decoded.ok) throw dockerfileNotUtf8(decoded.problem, file);
  const parsed = parse(decoded.text);
  if (!parsed.ok) throw dockerfileSyntax(parsed.problems, file);
  return { text: decoded.text, dockerfile: parsed.dockerfile };
}
