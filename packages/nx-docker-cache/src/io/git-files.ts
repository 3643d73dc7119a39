import { join } from 'node:path';
import {
  irregularFiles,
  readDiffFiles,
  readIndexEntry,
  type IrregularFile,
} from '../image-state/irregular-files';
import { hasSucceeded } from './process-result';
import type { Processes, World } from './world';

/**
 * The files of a workspace that are more than their content, as git knows them: by its index, and by what it finds
 * changed on the disk. Two short runs of git side by side; undefined outside of a repository and without git.
 */
export async function irregularFilesOf(
  { processes, files }: Pick<World, 'processes' | 'files'>,
  workspaceRoot: string,
): Promise<readonly IrregularFile[] | undefined> {
  const [index, changed] = await Promise.all([
    indexEntries(processes, workspaceRoot),
    processes.run(git(['diff-files', '--raw', '-z', '--relative', '--ignore-submodules'], workspaceRoot)),
  ]);
  if (index === undefined || !hasSucceeded(changed)) return undefined;
  const tree = files.project(workspaceRoot);
  return irregularFiles(index, readDiffFiles(changed.stdout), (path) => tree.readLink(path));
}

/**
 * Files of these sources that git does not keep and does not ignore, by path: `formsOf` them. A look at the whole workspace
 * would cost more than the two above, so it is left to a build. None where git cannot tell, which `irregularFilesOf` says.
 */
export async function untrackedFiles(
  world: Pick<World, 'processes' | 'files'>,
  workspaceRoot: string,
  sources: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const inside = sources.filter((path) => !/^\.\.(?:\/|$)/.test(path));
  if (inside.length === 0) return {};
  const listing = git(
    ['--literal-pathspecs', 'ls-files', '--others', '--exclude-standard', '-z', '--', ...inside],
    workspaceRoot,
  );
  const { process, consumed } = await world.processes.stream(listing, pathsIn);
  return hasSucceeded(process) && consumed.ok ? formsOf(world, workspaceRoot, consumed.value) : {};
}

/** By path, what there is to files besides their contents. What is not there is left out, and so are folders. */
export async function formsOf(
  { files }: Pick<World, 'files'>,
  workspaceRoot: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const tree = files.project(workspaceRoot);
  const forms = paths.map(async (path): Promise<readonly [string, string][]> => {
    const facts = await files.facts(join(workspaceRoot, path)).catch(() => undefined);
    if (facts?.kind === 'symlink') return [[path, `link ${tree.readLink(path) ?? ''}`]];
    return facts?.kind === 'file' ? [[path, facts.isExecutable ? 'executable' : 'file']] : [];
  });
  return Object.fromEntries((await Promise.all(forms)).flat());
}

async function pathsIn(output: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  return wordsIn(output, (path) => path);
}

/** Read as it comes: the index of a large workspace is longer than the output that is kept of a process. */
async function indexEntries(
  processes: Processes,
  workspaceRoot: string,
): Promise<readonly IrregularFile[] | undefined> {
  const { process, consumed } = await processes.stream(
    git(['ls-files', '--stage', '-z'], workspaceRoot),
    entriesIn,
  );
  return hasSucceeded(process) && consumed.ok ? consumed.value : undefined;
}

async function entriesIn(output: AsyncIterable<Uint8Array>): Promise<readonly IrregularFile[]> {
  return wordsIn(output, readIndexEntry);
}

async function wordsIn<T>(
  output: AsyncIterable<Uint8Array>,
  read: (word: string) => T | undefined,
): Promise<readonly T[]> {
  const decoder = new TextDecoder();
  const found: T[] = [];
  let rest = '';
  for await (const chunk of output) {
    const words = (rest + decoder.decode(chunk, { stream: true })).split('\0');
    rest = words.pop() ?? '';
    for (const word of words) {
      const value = read(word);
      if (value !== undefined) found.push(value);
    }
  }
  return found;
}

/** The hook must not wait for another git that holds the index. */
function git(args: readonly string[], cwd: string) {
  return { file: 'git', args, cwd, env: { GIT_OPTIONAL_LOCKS: '0' } };
}
