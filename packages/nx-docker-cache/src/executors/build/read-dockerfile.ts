import { decodeDockerfile } from '../../dockerfile/decode';
import { readDirectives } from '../../dockerfile/directives';
import { parse } from '../../dockerfile/parse';
import { stagesOf, type Stage } from '../../dockerfile/stages';
import type { Dockerfile } from '../../dockerfile/syntax';
import { dockerfileNotRead, dockerfileNotUtf8, dockerfileSyntax } from '../../errors/dockerfile-errors';
import { ProductError } from '../../errors/product-error';
import { errorCode } from '../../io/error-code';
import type { Files } from '../../io/world';

export interface ReadDockerfile {
  readonly text: string;
  /** Undefined when the file is for a frontend of its own (`# syntax=…`) and not in our grammar. */
  readonly dockerfile: Dockerfile | undefined;
  /** Empty where there is no syntax. */
  readonly stages: readonly Stage[];
}

export interface DockerfilePlace {
  /** Absolute. */
  readonly file: string;
  /** As the user knows it. */
  readonly shown: string;
  readonly project: string;
}

/**
 * Everything that can be wrong with a Dockerfile before an engine sees it.
 * @throws ProductError DOCKERFILE_MISSING, DOCKERFILE_IS_DIRECTORY, DOCKERFILE_UNREADABLE, DOCKERFILE_NOT_UTF8, DOCKERFILE_SYNTAX
 */
export async function readDockerfile(
  files: Pick<Files, 'read'>,
  place: DockerfilePlace,
): Promise<ReadDockerfile> {
  const text = dockerfileText(await readBytes(files, place), place.shown);
  const dockerfile = readSyntax(text, place);
  return { text, dockerfile, stages: dockerfile === undefined ? [] : stagesOf(dockerfile) };
}

/**
 * The content of a Dockerfile that the user has named.
 * @throws ProductError DOCKERFILE_MISSING, DOCKERFILE_IS_DIRECTORY, DOCKERFILE_UNREADABLE
 */
export function dockerfileBytes(
  files: Pick<Files, 'read'>,
  { file, shown }: Pick<DockerfilePlace, 'file' | 'shown'>,
): Promise<Uint8Array> {
  return files.read(file).catch((cause: unknown) => {
    throw dockerfileNotRead(cause, shown);
  });
}

/** @throws ProductError DOCKERFILE_NOT_UTF8 */
export function dockerfileText(bytes: Uint8Array, shown: string): string {
  const decoded = decodeDockerfile(bytes);
  if (!decoded.ok) throw dockerfileNotUtf8(decoded.problem, shown);
  return decoded.text;
}

function readSyntax(text: string, { shown }: DockerfilePlace): Dockerfile | undefined {
  const parsed = parse(text);
  if (parsed.ok) return parsed.dockerfile;
  if (readDirectives(text).directives.some(({ name }) => name === 'syntax')) return undefined;
  throw dockerfileSyntax(parsed.problems, shown);
}

async function readBytes(files: Pick<Files, 'read'>, place: DockerfilePlace): Promise<Uint8Array> {
  try {
    return await files.read(place.file);
  } catch (cause) {
    const code = errorCode(cause);
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? missing(place, cause)
      : dockerfileNotRead(cause, place.shown);
  }
}

/** A project that should have a Dockerfile and has none. */
function missing({ project, shown }: DockerfilePlace, cause: unknown): ProductError {
  return new ProductError((names) => ({
    code: 'DOCKERFILE_MISSING',
    what: `${project} has no Dockerfile`,
    where: shown,
    why: 'there is no such file',
    next: `create ${shown}, or set ${names('dockerfile')}`,
    cause,
  }));
}
