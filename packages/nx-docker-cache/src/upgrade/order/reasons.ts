import type { ReadsReason } from '../../recipes/manifests';
import type { ReasonText } from '../reasons';

/** Why an install stays below the copy of the sources. Codes are stable. */
export type OrderReason =
  | ReadsReason
  | 'other-commands'
  | 'instruction-between'
  | 'output-copied'
  | 'copied-over-system'
  | 'copy-unknown'
  | 'too-many-manifests'
  | 'user-cannot-write'
  | 'onbuild-files-unknown';

export const ORDER_REASONS = {
  'reads-sources': {
    why: 'the install reads more of the project than its manifests',
    remedy:
      'install what others wrote first, in a RUN of its own above the copy, and the project itself below',
  },
  'reads-unknown': {
    why: 'it is not known which files of the project this call reads',
    remedy: 'copy those files above the install by hand',
  },
  'manifest-missing': {
    why: 'a file that the install needs is not among those that are copied from the build context',
    remedy: 'check the path and the ignore file; a file that the build makes keeps the install below it',
  },
  'manifest-unknown': {
    why: 'which files the install reads depends on something that is only known to the build, or is written in a way that is not followed',
    remedy: 'name the files plainly, or copy them above the install by hand',
  },
  'lock-may-change': {
    why: 'the install may change the manifest or the lock file, and the sources would then be copied over it',
    remedy: 'install what the lock file says: `npm ci`, or `--frozen-lockfile`, `--immutable`, `--frozen`',
  },
  'secret-in-manifest': {
    why: 'the settings of the package manager hold or need a secret',
    remedy: 'hand the secret to the RUN with `--mount=type=secret`',
  },
  'other-commands': {
    why: 'another command of this RUN may need the sources',
    remedy: 'give the install a RUN of its own',
  },
  'instruction-between': {
    why: 'an instruction between the copy of the sources and the install may depend on either',
    remedy: 'put the install above it by hand, if it does not',
  },
  'output-copied': {
    why: 'the install writes to a place that the copy of the sources would then write over',
    remedy: 'name it in .dockerignore, as `**/node_modules`',
  },
  'copied-over-system': {
    why: 'the sources are copied into a folder that package managers write to',
    remedy: 'copy them into a folder of their own, such as /app',
  },
  'copy-unknown': {
    why: 'what an instruction above copies, or where to, is not known',
    remedy: 'write its words without variables, or copy the manifests above the install by hand',
  },
  'too-many-manifests': {
    why: 'the manifests are in so many folders that copying each would make the file unreadable',
    remedy: 'copy them with `COPY --parents`, or bind them to the RUN, by hand',
  },
  'user-cannot-write': {
    why: 'the user of this RUN could not write into the folders that the manifests would be copied to',
    remedy: 'give the copy its owner (`COPY --chown=…`)',
  },
  'onbuild-files-unknown': {
    why: 'ONBUILD instructions copy the files of other projects, which are not known here',
    remedy: 'copy the manifests in an ONBUILD COPY above the install by hand',
  },
} as const satisfies Record<OrderReason, ReasonText>;
