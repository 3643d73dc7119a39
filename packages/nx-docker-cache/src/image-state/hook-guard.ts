import { VARIABLES } from './variables';

/**
 * A command, for the `runtime` input of every target that builds an image: it prints the epoch that the hook set, and
 * something never printed before where the hook did not run (agents of a distributed run, nrwl/nx#33104), so that
 * missing variables never hash to what was hashed before. Nx gives it to the platform's shell (`sh -c`, `cmd /C`),
 * once or twice a run for all targets together.
 */
export function hookGuard(platform: string): string {
  const { epoch } = VARIABLES;
  return platform === 'win32'
    ? `if defined ${epoch} (echo %${epoch}%) else (echo %RANDOM% %RANDOM% %RANDOM% %RANDOM% %DATE% %TIME%)`
    : `echo "\${${epoch}:-$$ $(date) $(od -An -N16 -tx1 /dev/urandom)}"`;
}
