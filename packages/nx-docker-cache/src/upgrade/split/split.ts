import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { mountsOf, type Mount } from '../../dockerfile/mounts';
import type { Instruction } from '../../dockerfile/syntax';
import { readSnapshot } from '../../requirements/snapshot';
import type { ReplacedFlag } from '../plan';
import type { ScriptChange } from '../script-change';
import type { RunSite, Sites } from '../sites';

/** An install that gets a base layer. */
export interface Split {
  readonly kind: 'split';
  readonly site: RunSite;
  /** The copies of what it reads, in the order of the file. None where it has all of it mounted. */
  readonly copies: readonly Instruction[];
  /** What makes it install the snapshot. */
  readonly changes: readonly ScriptChange[];
  readonly flags: readonly string[];
  readonly replaced: readonly ReplacedFlag[];
  readonly snapshot: {
    readonly path: string;
    readonly packages: number;
    /** Texts by their paths in the context, that of the snapshot first. */
    readonly files: ReadonlyMap<string, string>;
  };
  /** The files that it is a snapshot of. Paths are relative to the context. */
  readonly sources: readonly string[];
}

export interface SplitContext {
  readonly sites: Sites;
  readonly files: SentFiles;
  /** The snapshots that other RUNs of the file have got so far, and what they are taken of. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  /** The files name every package that is installed: the user says so. */
  readonly complete: boolean;
}

/** The snapshots that a RUN has mounted: paths of the context. */
export function snapshotsIn({ run, scope }: RunSite, files: Pick<SentFiles, 'text'>): string[] {
  return mountsOf(run, scope.expand).flatMap((mount) => {
    const path = mountedFile(mount);
    const text = path === undefined ? undefined : files.text(path);
    return path !== undefined && text !== undefined && readSnapshot(text) !== undefined ? [path] : [];
  });
}

/** What a mount shows of the build context, as a path there; undefined for any other mount. */
export function mountedFile({ type, source, from }: Mount): string | undefined {
  if (type !== 'bind' || from !== undefined || source === undefined) return undefined;
  return posix.normalize(source).replace(/^\//, '');
}
