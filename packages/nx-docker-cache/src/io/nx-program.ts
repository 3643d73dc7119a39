import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isRecord } from './json';
import type { ProcessCommand } from './world';

/** The workspace's own Nx as a program without arguments; undefined where none is installed. */
export function nxProgram(workspaceRoot: string): Pick<ProcessCommand, 'file' | 'args'> | undefined {
  try {
    const manifest = createRequire(join(workspaceRoot, 'package.json')).resolve('nx/package.json');
    const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    const bin = isRecord(content) && isRecord(content['bin']) ? content['bin']['nx'] : undefined;
    if (typeof bin !== 'string') return undefined;
    return { file: process.execPath, args: [join(dirname(manifest), bin)] };
  } catch {
    return undefined;
  }
}
