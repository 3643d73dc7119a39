import * as path from 'node:path';
import { decodeDockerfile } from '../../dockerfile/decode';
import { readDirectives } from '../../dockerfile/directives';
import { parse } from '../../dockerfile/parse';
import { stagesOf, type Stage } from '../../dockerfile/stages';
import { ProductError, type ErrorFacts } from '../../errors/product-error';
import { errorCode } from '../../io/error-code';
import type { Files } from '../../io/world';

export interface ReadDockerfile {
  readonly text: string;
  /** Empty when the file is for a frontend of its own (`# syntax=…`) and not in our grammar. */
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
  const decoded = decodeDockerfile(await readBytes(files, place));
  if (!decoded.ok) {
    throw new ProductError({
      code: 'DOCKERFILE_NOT_UTF8',
      what: 'the Dockerfile is not UTF-8 text',
      where: place.shown,
      why: decoded.problem,
      next: 'save the file as UTF-8',
    });
  }
  return { text: decoded.text, stages: readStages(decoded.text, place) };
}

function readStages(text: string, { shown }: DockerfilePlace): readonly Stage[] {
  const parsed = parse(text);
  if (parsed.ok) return stagesOf(parsed.dockerfile);
  if (readDirectives(text).directives.some(({ name }) => name === 'syntax')) return [];
  const [problem] = parsed.problems;
  throw new ProductError({
    code: 'DOCKERFILE_SYNTAX',
    what: 'the Dockerfile cannot be read',
    where: problem === undefined ? shown : `${shown}:${problem.line}:${problem.column}`,
    ...(problem !== undefined && { why: problem.message }),
    next: 'correct the line; nothing was built',
  });
}

async function readBytes(files: Pick<Files, 'read'>, place: DockerfilePlace): Promise<Uint8Array> {
  try {
    return await files.read(place.file);
  } catch (cause) {
    throw new ProductError({ ...readError(errorCode(cause) ?? String(cause), place), cause });
  }
}

function readError(code: string, { project, shown, file }: DockerfilePlace): ErrorFacts {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      code: 'DOCKERFILE_MISSING',
      what: `${project} has no Dockerfile`,
      where: shown,
      why: 'there is no such file',
      next: `create ${shown}, or set the option dockerfile`,
    };
  }
  if (code === 'EISDIR') {
    return {
      code: 'DOCKERFILE_IS_DIRECTORY',
      what: 'the Dockerfile is a folder',
      where: shown,
      next: `name the file itself, for instance ${path.posix.join(shown, 'Dockerfile')}`,
    };
  }
  return {
    code: 'DOCKERFILE_UNREADABLE',
    what: 'the Dockerfile cannot be read',
    where: shown,
    why: code,
    next: `make ${file} readable for this user`,
  };
}
