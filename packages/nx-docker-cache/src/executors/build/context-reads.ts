import { buildReads, type InstructionRead } from '../../context/build-reads';
import type { ContextTree } from '../../context/context-tree';
import { readIgnoreFile } from '../../context/ignore-file';
import { readFiles } from '../../context/read-files';
import { sentContext } from '../../context/sent-context';
import type { BuildArgs } from '../../dockerfile/global-args';
import type { Dockerfile } from '../../dockerfile/syntax';

export interface ContextQuestion {
  readonly dockerfile: Dockerfile;
  readonly target: string | undefined;
  readonly buildArgs: BuildArgs;
  readonly platform: string | undefined;
  readonly namedContexts: readonly string[];
  /** The folder of the context as it is on the disk. */
  readonly tree: ContextTree;
  /** The text of the ignore file; undefined when there is none. */
  readonly ignoreText: string | undefined;
}

/** What one instruction takes from outside of its image. */
export interface ContextRead {
  /** Of the build context; undefined when it takes nothing of it. */
  readonly paths: ReadonlySet<string> | undefined;
  readonly unseen: readonly string[];
}

/** What each instruction of a build reads, by `readPlace`. */
export function contextReads(question: ContextQuestion): ReadonlyMap<string, ContextRead> {
  const { dockerfile, target, buildArgs, platform, namedContexts } = question;
  const rules = readIgnoreFile(question.ignoreText);
  // Patterns that the engine refuses fail the build.
  const tree = 'problem' in rules ? question.tree : sentContext(question.tree, rules);
  const found = new Map<string, ContextRead>();
  for (const read of buildReads(dockerfile, { target, buildArgs, platform, namedContexts }).reads) {
    const place = readPlace(read.stage, read.instruction.startLine);
    found.set(place, joined(found.get(place), contextRead(read, tree)));
  }
  return found;
}

/** Names an instruction of a stage. */
export function readPlace(stage: number, line: number): string {
  return `${stage}:${line}`;
}

function contextRead(read: InstructionRead, tree: ContextTree): ContextRead {
  const { origin, sources } = read;
  if (origin.kind === 'named-context')
    return { paths: undefined, unseen: [`the files of the build context ${origin.name} are not looked at`] };
  const remote = sources.flatMap((source) => {
    if (source.kind === 'unknown') return [`${source.written}: ${source.reason}`];
    const isRemote = (source.kind === 'url' || source.kind === 'git') && !source.pinned;
    return isRemote ? [`what is at ${source.url.replace(/\/\/[^/@]*@/, '//')} is not looked at`] : [];
  });
  const isLocal =
    origin.kind === 'context' && sources.some(({ kind }) => kind === 'pattern' || kind === 'folder');
  return { paths: isLocal ? new Set(readFiles(read, tree).keys()) : undefined, unseen: remote };
}

/** A RUN may have several mounts. */
function joined(before: ContextRead | undefined, read: ContextRead): ContextRead {
  if (before === undefined) return read;
  const paths = [...(before.paths ?? []), ...(read.paths ?? [])];
  return {
    paths: before.paths === undefined && read.paths === undefined ? undefined : new Set(paths),
    unseen: [...before.unseen, ...read.unseen],
  };
}
