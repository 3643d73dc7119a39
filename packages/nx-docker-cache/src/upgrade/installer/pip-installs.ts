import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import { environmentsOf, type InvocationInPlace } from '../script-environment';
import { scriptText, type RunSite, type Sites } from '../sites';
import { surroundingsOf } from '../surroundings';
import { refuse, type Refusal } from './refusal';

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

/** The script of a RUN that speaks of pip. */
export interface PipScript {
  readonly kind: 'script';
  readonly script: readonly InvocationInPlace[];
  readonly surroundings: ReturnType<typeof surroundingsOf>;
}

/** Undefined for a RUN in which pip installs nothing for certain; refused where it may, and the script cannot be read. */
export function pipScript(sites: Sites, site: RunSite): PipScript | Refusal | undefined {
  const text = scriptText(site.run);
  if (!/pip/i.test(text)) return undefined;
  const read = site.commands();
  if (!read.ok)
    return /pip\S*\s+(?:-\S+\s+)*install/.test(text) ? refuse(read.reason, read.detail) : undefined;
  const surroundings = surroundingsOf(sites, site);
  return {
    kind: 'script',
    script: environmentsOf(read.invocations, surroundings.environment),
    surroundings,
  };
}
