import type { Dockerfile } from '../dockerfile/syntax';

/** The docker/dockerfile of the `# syntax` line where it is older than 1.`minor`, in which something came. */
export function oldFrontend({ directives }: Dockerfile, minor: number): string | undefined {
  const frontend = directives.find(({ name }) => name === 'syntax')?.value;
  const [, written] =
    /^(?:docker\.io\/)?docker\/dockerfile:1\.(\d+)(?:\.\d+)?$/.exec(frontend?.trim() ?? '') ?? [];
  return written !== undefined && Number(written) < minor ? frontend : undefined;
}
