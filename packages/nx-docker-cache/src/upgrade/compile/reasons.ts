import type { ReasonText } from '../reasons';

/** Why pip goes on compiling one file after the other. Codes are stable. */
export type CompileReason = 'installs-elsewhere' | 'python-too-old' | 'line-endings';

export const COMPILE_REASONS = {
  'installs-elsewhere': {
    why: 'the packages are installed where the Python that compiles would not find them',
    remedy: 'install into a virtual environment, or let pip compile here',
  },
  'python-too-old': {
    why: 'the step that compiles needs Python 3.8',
    remedy: 'start from an image with a newer Python',
  },
  'line-endings': {
    why: 'the lines of this file end with CR and LF, and a script in it would not run',
    remedy: 'save the file with LF (`* text eol=lf` in .gitattributes)',
  },
} as const satisfies Record<CompileReason, ReasonText>;
