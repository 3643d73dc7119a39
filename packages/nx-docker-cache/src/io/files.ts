import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { isAbsence } from './error-code';
import { folderFiles } from './folder-tree';
import type { FileFacts, Files, Space } from './world';

export function realFiles(): Files {
  return {
    read: (file) => fs.readFile(file),
    facts,
    list: (folder) => fs.readdir(folder),
    project: folderFiles,
    write,
    copy,
    move: (from, to) => fs.rename(from, to),
    remove: (target) => fs.rm(target, { recursive: true, force: true }),
    realPath: (target) => fs.realpath(target),
    space,
    temporaryFolder: (prefix) => fs.mkdtemp(path.join(os.tmpdir(), prefix)),
  };
}

async function facts(file: string): Promise<FileFacts | undefined> {
  const stats = await linkStats(file);
  return (
    stats && {
      kind: kindOf(stats),
      size: stats.size,
      modifiedMs: stats.mtimeMs,
      isExecutable: (stats.mode & 0o100) !== 0,
    }
  );
}

async function space(folder: string): Promise<Space | undefined> {
  const told = await fs.statfs(folder).catch(() => undefined);
  return (
    told && {
      freeBytes: told.bavail * told.bsize,
      rootFreeBytes: told.bfree * told.bsize,
      totalBytes: told.blocks * told.bsize,
    }
  );
}

async function linkStats(file: string): Promise<Stats | undefined> {
  try {
    return await fs.lstat(file);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function kindOf(stats: Stats): FileFacts['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}

async function write(target: string, content: string | Uint8Array): Promise<void> {
  const before = await linkStats(target);
  if (before?.isSymbolicLink()) throw linkRefused(target);
  const folder = path.dirname(target);
  if (before === undefined) await fs.mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    await writeWhole(temporary, content, before);
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** On the disk before it takes the target's name: a crash between the two must not leave an empty file behind. */
async function writeWhole(
  temporary: string,
  content: string | Uint8Array,
  before: Stats | undefined,
): Promise<void> {
  const handle = await fs.open(temporary, 'wx', before?.mode ?? 0o666);
  try {
    await handle.writeFile(content);
    if (before !== undefined) await keepOwnership(handle, before);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function keepOwnership(handle: fs.FileHandle, before: Stats): Promise<void> {
  const now = await handle.stat();
  if (now.uid !== before.uid || now.gid !== before.gid)
    await handle.chown(before.uid, before.gid).catch(() => undefined);
  // After chown, which clears set-id bits; the open above was subject to the umask.
  await handle.chmod(before.mode & 0o7777);
}

/** Renaming over a link would replace it by a file, and writing through it could reach outside of the workspace. */
function linkRefused(target: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(
    `ELOOP: ${target} is a symbolic link; resolve it with realPath and write the file it points to`,
  );
  error.code = 'ELOOP';
  error.path = target;
  return error;
}

async function copy(from: string, to: string): Promise<void> {
  await fs.mkdir(path.dirname(to), { recursive: true });
  await fs.copyFile(from, to);
}
