import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import type { InvocationInPlace } from '../script-environment';

/** A call of `pip install`, and where it stands in its script. */
export interface PipInstall {
  readonly call: ToolCall;
  readonly place: InvocationInPlace;
}

export function pipInstalls(script: readonly InvocationInPlace[]): readonly PipInstall[] {
  return script.flatMap((place) => {
    const call = toolCall(pip, place.invocation);
    return call !== undefined && isCallOf(pip, call, 'install') ? [{ call, place }] : [];
  });
}
