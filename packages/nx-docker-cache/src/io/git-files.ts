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
  const decoder = new TextDecoder();
  const found: IrregularFile[] = [];
  let rest = '';
  for await (const chunk of output) {
    const entries = (rest + decoder.decode(chunk, { stream: true })).split('\0');
    rest = entries.pop() ?? '';
    for (const entry of entries) {
      const file = readIndexEntry(entry);
      if (file !== undefined) found.push(file);
    }
  }
  return found;
}

/** The hook must not wait for another git that holds the index. */
function git(args: readonly string[], cwd: string) {
  return { file: 'git', args, cwd, env: { GIT_OPTIONAL_LOCKS: '0' } };
}
