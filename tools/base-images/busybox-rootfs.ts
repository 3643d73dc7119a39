import {
  mkdirSync,
  mkdtempSync,
  copyFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../engine/engine-error';
import type { Say } from '../engine/packages';
import { run } from '../engine/run-process';
import { ensureSystemPrograms, systemProgram } from '../engine/system-packages';

const FOLDERS = ['bin', 'etc', 'home', 'root', 'tmp', 'usr/bin', 'var', 'dev', 'proc', 'sys'];
const USERS = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n';
const GROUPS = 'root:x:0:\nnogroup:x:65534:\n';

/** Makes the file system of a tiny image, a statically linked busybox under all its names, as a tar archive. */
export async function makeBusyboxRootfs(targetTar: string, say: Say): Promise<void> {
  const binary = await staticBusybox(say);
  const root = mkdtempSync(join(tmpdir(), 'busybox-'));
  try {
    for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
    chmodSync(join(root, 'tmp'), 0o1777);
    copyFileSync(binary, join(root, 'bin/busybox'));
    const { stdout } = await run(binary, ['--list']);
    for (const name of stdout
      .trim()
      .split('\n')
      .filter((applet) => applet !== 'busybox')) {
      symlinkSync('busybox', join(root, 'bin', name));
    }
    writeFileSync(join(root, 'etc/passwd'), USERS);
    writeFileSync(join(root, 'etc/group'), GROUPS);
    await pack(root, targetTar);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Debian's `busybox` and `busybox-static` share a path: only the static one runs without libraries. */
async function staticBusybox(say: Say): Promise<string> {
  await ensureSystemPrograms({ busybox: 'busybox-static' }, say);
  const path = systemProgram('busybox');
  if (path !== undefined && (await isStatic(path))) return path;
  throw new EngineError('cannot make the base image busybox:1', {
    why: `${path ?? 'busybox'} is not statically linked`,
    next: 'apt-get install busybox-static',
  });
}

async function isStatic(path: string): Promise<boolean> {
  const { stdout, stderr } = await run('ldd', [path], { env: { ...process.env, LC_ALL: 'C' } });
  return `${stdout}${stderr}`.includes('not a dynamic executable') || stdout.includes('statically linked');
}

async function pack(root: string, targetTar: string): Promise<void> {
  const partial = `${targetTar}.${process.pid}.tar`;
  const args = [
    '--sort=name',
    '--mtime=@1704067200',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '-C',
    root,
    '-cf',
    partial,
    '.',
  ];
  const { status, stderr } = await run('tar', args);
  if (status !== 0)
    throw new EngineError('cannot pack busybox:1', { why: stderr, next: 'check the room on the disk' });
  renameSync(partial, targetTar);
}
