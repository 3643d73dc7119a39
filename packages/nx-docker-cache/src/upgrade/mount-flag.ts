import { sourceOffset } from '../dockerfile/cooked-text';
import type { Edit } from '../dockerfile/edits';
import type { SharingMode } from '../dockerfile/mounts';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { NeededMount } from './run-decision';

export interface MountWishes {
  readonly id: string | undefined;
  /** `shared` is BuildKit's default and is written only when it is asked for. */
  readonly sharing: SharingMode | undefined;
}

/** The flag as it is written: the order is that of BuildKit's documentation. */
export function mountFlag(mount: NeededMount, wishes: MountWishes): string {
  const { target, uid, gid, identity } = mount;
  const { id = identity.parts.length === 0 ? undefined : identity.name } = wishes;
  const sharing = sharingOf(mount, wishes);
  const fields = [
    'type=cache',
    id === undefined ? undefined : `id=${[id, ...identity.parts].join('-')}`,
    `target=${target}`,
    sharing === undefined ? undefined : `sharing=${sharing}`,
    uid === undefined ? undefined : `uid=${uid}`,
    gid === undefined ? undefined : `gid=${gid}`,
  ];
  return `--mount=${fields.filter((field) => field !== undefined).join(',')}`;
}

/** A tool that needs its folder for itself is not made to share it. */
function sharingOf(
  { sharing: needed }: NeededMount,
  { sharing: wished }: MountWishes,
): SharingMode | undefined {
  if (needed === 'shared') return wished;
  return wished === undefined || wished === 'shared' ? needed : wished;
}

/**
 * Puts flags behind those that a RUN has, each on a line of its own with the script below them; in front of a heredoc
 * on the same line, where people look for them.
 */
export function insertFlags(
  { text, escape }: Dockerfile,
  run: Instruction,
  flags: readonly string[],
): Edit[] {
  if (flags.length === 0) return [];
  const script = scriptStart(run);
  const from = run.flags.at(-1)?.range.end ?? run.keyword.end;
  const gap = text.slice(from, script);
  if (run.heredocs.length > 0) return [insertion(from, flags.map((flag) => ` ${flag}`).join(''))];
  const isBroken = gap.includes('\n');
  const indentation = (isBroken ? /[^\n]*$/.exec(gap)?.[0] : undefined) ?? indentationOf(text, run);
  const glue = ` ${escape}${endOfLine(text, run)}${indentation}`;
  if (run.flags.length > 0) {
    const added = flags.map((flag) => `${glue}${flag}`).join('');
    return isBroken
      ? [insertion(from, added)]
      : [{ range: { start: from, end: script }, text: added + glue }];
  }
  if (isBroken) return [insertion(from, ` ${flags.join(glue)}`)];
  return [insertion(script, flags.map((flag) => flag + glue).join(''))];
}

function insertion(at: number, text: string): Edit {
  return { range: { start: at, end: at }, text };
}

function scriptStart({ args }: Instruction): number {
  return sourceOffset(args, args.text.length - args.text.trimStart().length);
}

function endOfLine(text: string, { keyword }: Instruction): string {
  const feed = text.indexOf('\n', keyword.end);
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** As the RUN indents its other lines, where that is by tabs or by two blanks; four blanks otherwise. */
function indentationOf(text: string, { keyword, range }: Instruction): string {
  const own =
    /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', keyword.start - 1) + 1, keyword.start))?.[0] ?? '';
  const [, ...lines] = text.slice(range.start, range.end).split('\n');
  const depths = lines
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  if (depths.length > 0 && depths.every((depth) => depth.startsWith(`${own}\t`))) return `${own}\t`;
  const shallowest = Math.min(...depths.map((depth) => depth.length));
  return own + (shallowest === own.length + 2 ? '  ' : '    ');
}
