import { dirname, relative, resolve, sep } from 'node:path';
import { certainPart } from '../../../context/path-reads';
import { kindAt } from '../../../context/project-files';
import { autoContext } from '../../../infer/context-folder';
import { dockerfileReads } from '../../../infer/dockerfile-reads';
import { printable } from '../../../text/printable';
import { readBuildOptions } from '../../../infer/own-build-options';
import type { World } from '../../../io/world';

/** Where a build without options takes files from. */
export interface ReadContext {
  /** Relative to the folder that the command runs in, `.` for that folder. */
  readonly folder: string;
  /** Why this folder, in words. */
  readonly because: string;
  /** The sources of the stages that are built, relative to the context; '' is all of it. */
  readonly reads: readonly { readonly line: number; readonly instruction: string; readonly path: string }[];
  /** Why all of it has to be taken for read. */
  readonly wholeContext?: string;
}

/** What `auto` chooses for a Dockerfile whose project is its folder, the workspace being the folder of the command. */
export function readContext(file: string, text: string, { files, environment }: World): ReadContext {
  const { cwd } = environment;
  const folder = relative(cwd, dirname(resolve(cwd, file)))
    .split(sep)
    .join('/');
  const isBelow = folder !== '..' && !folder.startsWith('../');
  const tree = files.project(isBelow ? cwd : dirname(resolve(cwd, file)));
  const reads = dockerfileReads(text, readBuildOptions({}));
  const { folder: chosen, because } = autoContext({
    projectRoot: isBelow && folder !== '' ? folder : '.',
    copiedPaths: reads.paths.map(({ path }) => certainPart(path)).filter((path) => path !== ''),
    exists: (path) => kindAt(tree, path) !== undefined,
  });
  return {
    folder: isBelow ? chosen : folder,
    because,
    reads: reads.paths.map(({ line, instruction, path }) => ({ line, instruction, path })),
    ...(reads.whole !== undefined && { wholeContext: reads.whole }),
  };
}

export function renderContext({ folder, because, reads, wholeContext }: ReadContext): string {
  const place = folder === '.' ? 'this folder' : folder;
  const lines = reads.map(
    ({ line, instruction, path }) => `    line ${line}: ${instruction} ${path === '' ? 'all of it' : path}`,
  );
  const whole = wholeContext === undefined ? [] : [`    all of it may be read: ${wholeContext}`];
  return [`  build context: ${place} (${because})`, ...lines, ...whole]
    .map((line) => `${printable(line)}\n`)
    .join('');
}
