import type { RecipeReason } from '../recipes/recipe';
import type { UnreadableReason } from '../shell/run-commands';
import { COMPILE_REASONS, type CompileReason } from './compile/reasons';
import { INSTALLER_REASONS, type InstallerReason } from './installer/reasons';
import { ORDER_REASONS, type OrderReason } from './order/reasons';

/** Why a RUN was left as it is, or where it is. Codes are stable: scripts may rely on them. */
export type DeclineReason = MountReason | OrderReason | InstallerReason | CompileReason;

type MountReason =
  | UnreadableReason
  | RecipeReason
  | 'windows-image'
  | 'syntax-too-old'
  | 'onbuild-not-asked'
  | 'command-is-variable'
  | 'inside-substitution'
  | 'nested-quoting'
  | 'flag-in-variable'
  | 'user-unknown'
  | 'home-unknown'
  | 'runs-as-other-user'
  | 'cache-folder-unknown'
  | 'cache-folder-in-use'
  | 'parent-not-writable'
  | 'configured-elsewhere'
  | 'offline-call'
  | 'content-hidden'
  | 'content-unknown'
  | 'content-copied'
  | 'content-needed'
  | 'needed-at-run-time'
  | 'store-divided'
  | 'mount-in-the-way'
  | 'mount-unknown'
  | 'variable-needed'
  | 'edit-not-verified';

export interface ReasonText {
  /** One sentence. The detail of the case follows it in brackets. */
  readonly why: string;
  /** What to do about it, in the imperative. */
  readonly remedy: string;
}

/** Why a RUN gets no mount. */
export const MOUNT_REASONS = {
  'shell-not-posix': {
    why: 'the shell of this RUN is not a POSIX shell',
    remedy: 'add the mount by hand if the shell runs on Linux',
  },
  'script-unreadable': {
    why: 'the script of this RUN cannot be read as a shell script',
    remedy: 'run it through `sh -n` and mend it, or add the mount by hand',
  },
  'heredoc-interpreter': {
    why: 'the heredoc is a script for another interpreter',
    remedy: 'call the package manager in a RUN of its own',
  },
  'windows-image': {
    why: 'the stage builds on a Windows image, which knows no cache mounts',
    remedy: 'nothing to do',
  },
  'syntax-too-old': {
    why: 'the `# syntax` line names a frontend that is too old for what would be written',
    remedy: 'write `# syntax=docker/dockerfile:1`',
  },
  'onbuild-not-asked': {
    why: 'ONBUILD instructions run in the builds of other Dockerfiles',
    remedy: 'run again with --onbuild to upgrade them too',
  },
  'command-is-variable': {
    why: 'the program is named by a variable',
    remedy: 'write the name of the program, or add the mount by hand',
  },
  'inside-substitution': {
    why: 'the call stands inside `$( )`, where its output becomes text',
    remedy: 'call the package manager outside of the substitution',
  },
  'nested-quoting': {
    why: 'the call stands in a quoted script whose quoting hides where its words are',
    remedy: 'put the script in single quotes, or call the package manager directly',
  },
  'flag-in-variable': {
    why: 'the option that switches the cache off comes from a variable',
    remedy: 'remove the option from the variable',
  },
  'user-unknown': {
    why: 'the mount must belong to the user of this RUN, and the number of that user is not known',
    remedy:
      'name the user by number (`USER 1000:1000`), or create it with a fixed one (`useradd --uid 1000`)',
  },
  'home-unknown': {
    why: 'the cache folder is below the home folder of the user, and that is not known',
    remedy: 'set HOME, or the variable that moves the cache folder, with ENV',
  },
  'runs-as-other-user': {
    why: 'the call runs as another user than the RUN',
    remedy: 'switch with a USER instruction instead',
  },
  'cache-folder-unknown': {
    why: 'where the cache folder is depends on something that only the build knows',
    remedy: 'name the cache folder with a fixed absolute path',
  },
  'cache-folder-in-use': {
    why: 'another command of this RUN works on the cache folder or a folder above it',
    remedy: 'move that command to a RUN of its own, or remove it',
  },
  'parent-not-writable': {
    why: 'while the cache is mounted the folder above it belongs to root, and another command of this RUN may need to write there as its own user',
    remedy: 'move that command to a RUN of its own, or give the cache a folder elsewhere with an ENV',
  },
  'configured-elsewhere': {
    why: 'the configuration of the package manager moves its cache or switches it off',
    remedy: 'remove that setting, or name the folder with an ENV',
  },
  'offline-call': {
    why: 'a call of the package manager works offline, from what an earlier RUN has left in the cache',
    remedy: 'leave the offline option out: with a mount nothing is downloaded twice anyway',
  },
  'content-hidden': {
    why: 'an earlier instruction puts something into the cache folder, which a mount would hide',
    remedy: 'put it elsewhere, or add the mount by hand',
  },
  'content-unknown': {
    why: 'people put things of their own into this cache folder, and what is before this RUN in the image may have: a mount would hide them',
    remedy: 'add the mount by hand if nothing is there that the package manager could not download',
  },
  'content-copied': {
    why: 'another stage takes something from the cache folder, which would be empty',
    remedy: 'copy what was installed instead of the cache, or give the other stage the same mount',
  },
  'content-needed': {
    why: 'a later RUN works on the cache folder, which would not be there',
    remedy: 'leave that command out: with a mount nothing stays in the image that would have to be removed',
  },
  'needed-at-run-time': {
    why: 'the packages are used from the cache folder when the container runs',
    remedy: 'build in a stage of its own, and copy what was built into the image that runs',
  },
  'store-divided': {
    why: 'another RUN of the same package manager was left alone, and both need the same packages',
    remedy: 'mend the other RUN first',
  },
  'packages-used-from-cache': {
    why: 'what is installed points into the cache: without it nothing would run',
    remedy: 'have the packages copied or linked into the project instead',
  },
  'cache-in-project': {
    why: 'the cache is a folder of the project, and part of the image',
    remedy: 'switch to the global cache, if the image does not need it',
  },
  'download-only': {
    why: 'the call only downloads into the cache, and with a mount nothing of that would be in the image',
    remedy: 'install the packages, or download them into a folder of your own (`apt-get download`)',
  },
  'mount-in-the-way': {
    why: 'a mount of another kind is already there',
    remedy: 'remove that mount, or move it',
  },
  'mount-unknown': {
    why: 'where an existing cache mount goes depends on something that only the build knows',
    remedy: 'give the mount a fixed target',
  },
  'variable-needed': {
    why: 'the variable that switches the cache off cannot be removed',
    remedy: 'unset it for this RUN, or set it to nothing',
  },
  'edit-not-verified': {
    why: 'the edited text did not read back as planned, so it was dropped',
    remedy: 'add the mount by hand, and report the Dockerfile: this is a defect of nx-docker-cache',
  },
} as const satisfies Record<MountReason, ReasonText>;

export const REASONS: Readonly<Record<DeclineReason, ReasonText>> = {
  ...MOUNT_REASONS,
  ...ORDER_REASONS,
  ...INSTALLER_REASONS,
  ...COMPILE_REASONS,
};

/** A RUN that stays as it is, or where it is, and why. */
export interface Declined {
  /** The tool of the recipe. */
  readonly tool: string;
  /** `mount`: it gets no cache mount. `order`: it stays below the copy of the sources. `installer`: it stays with pip.
   * `compile`: pip compiles there itself. */
  readonly aspect: 'mount' | 'order' | 'installer' | 'compile';
  readonly reason: DeclineReason;
  /** What it was in this case: a word, a path, a message; may be empty. */
  readonly detail: string;
  readonly line: number;
}

/** The sentence for people. */
export function declineSentence({ reason, detail }: Pick<Declined, 'reason' | 'detail'>): string {
  const { why, remedy } = REASONS[reason];
  return `${why}${detail === '' ? '' : ` (${detail})`}; ${remedy}`;
}
