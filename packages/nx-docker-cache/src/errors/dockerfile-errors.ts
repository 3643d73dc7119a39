import { ProductError } from './product-error';

/** A position as parsers report it, from 1. */
interface Problem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The error for a Dockerfile whose bytes could not be had. `shown`: its path as the user knows it. */
export function dockerfileNotRead(cause: unknown, shown: string): ProductError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return dockerfileMissing(shown, cause);
    case 'EISDIR':
      return new ProductError({
        code: 'DOCKERFILE_IS_DIRECTORY',
        what: 'the Dockerfile is a folder',
        where: shown,
        next: `name the file itself, for instance ${shown.replace(/\/+$/, '')}/Dockerfile`,
        cause,
      });
    default:
      return new ProductError({
        code: 'DOCKERFILE_UNREADABLE',
        what: 'the Dockerfile cannot be read',
        where: shown,
        why: code,
        next: 'make the file readable for this user',
        cause,
      });
  }
}

export function dockerfileMissing(shown: string, cause?: unknown): ProductError {
  return new ProductError({
    code: 'DOCKERFILE_MISSING',
    what: 'there is no such Dockerfile',
    where: shown,
    next: 'check the path',
    cause,
  });
}

export function dockerfileNotUtf8(problem: string, shown: string): ProductError {
  return new ProductError({
    code: 'DOCKERFILE_NOT_UTF8',
    what: 'the Dockerfile is not UTF-8 text',
    where: shown,
    why: problem,
    next: 'save the file as UTF-8',
  });
}

/** For the first of the problems: a parser stops there. */
export function dockerfileSyntax([problem]: readonly Problem[], shown: string): ProductError {
  return new ProductError({
    code: 'DOCKERFILE_SYNTAX',
    what: 'the Dockerfile cannot be read',
    where: problem === undefined ? shown : `${shown}:${problem.line}:${problem.column}`,
    ...(problem !== undefined && { why: problem.message }),
    next: 'correct that line; nothing was changed',
  });
}
