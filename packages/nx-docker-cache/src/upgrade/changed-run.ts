import type { Dockerfile } from '../dockerfile/syntax';
import { editScript } from './edit-script';
import { insertFlags } from './mount-flag';
import type { InstructionPlan, ReplacedFlag } from './plan';
import type { ScriptChange } from './script-change';
import type { RunSite } from './sites';

export interface RunChanges {
  /** New ones, as they are written. */
  readonly flags: readonly string[];
  /** Flags that others take the place of. */
  readonly replaced?: readonly ReplacedFlag[];
  readonly changes: readonly ScriptChange[];
}

/** The plan of a RUN that gets these flags, and these changes to its script. */
export function changedRun(
  dockerfile: Dockerfile,
  { run, commands }: RunSite,
  { flags, replaced = [], changes }: RunChanges,
): InstructionPlan {
  const read = commands();
  return {
    kind: 'run',
    instruction: run,
    invocations: read.ok ? read.invocations : [],
    flags,
    replaced,
    changes,
    edits: [
      ...insertFlags(dockerfile, run, flags),
      ...replaced.map(({ flag, text }) => ({ range: flag.range, text })),
      ...editScript(dockerfile, run, changes),
    ],
  };
}
