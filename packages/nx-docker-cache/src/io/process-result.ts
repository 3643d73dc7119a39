import type { ProcessResult } from './world';

/** Whether a program ran to its end and says that all went well. */
export function hasSucceeded(result: ProcessResult): result is Extract<ProcessResult, { kind: 'exited' }> {
  return result.kind === 'exited' && result.exitCode === 0;
}
