import type { ReasonText } from '../reasons';

/** Why an install is not split. Codes are stable. */
export type SplitReason =
  | 'not-pinned'
  | 'not-complete'
  | 'requirements-unreadable'
  | 'local-links'
  | 'option-in-the-way'
  | 'other-commands'
  | 'copied-with-sources'
  | 'instruction-between'
  | 'snapshot-not-sent'
  | 'lock-may-change'
  | 'installs-sources'
  | 'script-not-read'
  | 'direct-reference'
  | 'syntax-too-old'
  | 'edit-not-verified';

export const SPLIT_REASONS = {
  'not-pinned': {
    why: 'a requirement is not pinned to one version',
    remedy: 'pin all of them: `pip-compile`, `uv pip compile`, `pip freeze`',
  },
  'not-complete': {
    why: 'it is not certain that the file names every package that is installed: what the base layer brings beside it would stay for good',
    remedy:
      'let pip-compile or uv write it, or add hashes; where it is complete (`pip freeze`), say so with --complete',
  },
  'requirements-unreadable': {
    why: 'a requirements file is not among those that are copied from the build context, or holds a line that cannot be understood',
    remedy: 'name the file plainly, and mend the line',
  },
  'local-links': {
    why: 'the packages come from a folder of the build context',
    remedy: 'name an index instead, or split by hand',
  },
  'option-in-the-way': {
    why: 'with this option a second install does not build on a first one',
    remedy: 'leave the option out, if it is not needed',
  },
  'other-commands': {
    why: 'another command of this RUN would run twice',
    remedy: 'give the install a RUN of its own',
  },
  'copied-with-sources': {
    why: 'the requirements are copied together with sources, so that each change of them installs everything again anyway',
    remedy: 'run `nx-docker-cache upgrade` first: it copies them alone',
  },
  'instruction-between': {
    why: 'an instruction between the copy of the requirements and the install may depend on either',
    remedy: 'put it above the copy by hand, if it does not',
  },
  'snapshot-not-sent': {
    why: 'the ignore file would keep the snapshot out of the build context',
    remedy: 'let it in: `!*.base.txt`',
  },
  'lock-may-change': {
    why: 'without --frozen or --locked the install may write another lock file',
    remedy: 'add --frozen',
  },
  'installs-sources': {
    why: 'it installs the project itself or packages of the repository, whose sources the base layer has not',
    remedy: 'install the others in a RUN of their own: `uv sync --frozen --no-install-project`',
  },
  'script-not-read': {
    why: 'the script of this RUN is not read as a shell script',
    remedy: 'run `nx-docker-cache check` for the reason, or split by hand',
  },
  'direct-reference': {
    why: 'a requirement comes from another place than the index: the base layer would be without it, and with what the index has of that name where another package needs it',
    remedy: 'install it from a requirements file of its own in a RUN below, or split by hand',
  },
  'syntax-too-old': {
    why: 'the `# syntax` line names a frontend that is too old for what would be written',
    remedy: 'write `# syntax=docker/dockerfile:1`',
  },
  'edit-not-verified': {
    why: 'the edited text did not read back as planned, so it was dropped',
    remedy: 'split by hand, and report the Dockerfile: this is a defect of nx-docker-cache',
  },
} as const satisfies Record<SplitReason, ReasonText>;

/** Why an install is not split. */
export interface SplitRefusal {
  readonly kind: 'refused';
  readonly reason: SplitReason;
  readonly detail: string;
}

export function refuseSplit(reason: SplitReason, detail = ''): SplitRefusal {
  return { kind: 'refused', reason, detail };
}
