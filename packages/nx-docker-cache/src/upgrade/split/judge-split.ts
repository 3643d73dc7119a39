import type { RunSite } from '../sites';
import { judgeLock } from './judge-lock';
import { judgeRequirements } from './judge-requirements';
import type { SplitRefusal } from './reasons';
import { snapshotsIn, type Split, type SplitContext } from './split';

/** What may be split, and how. Those that know nothing of a RUN leave it to the others. */
const JUDGES = [judgeRequirements, judgeLock] as const;

/** Undefined for a RUN that installs nothing that could be split, or a snapshot. */
export function judgeSplit(context: SplitContext, site: RunSite): Split | SplitRefusal | undefined {
  if (snapshotsIn(site, context.files).length > 0) return undefined;
  for (const judge of JUDGES) {
    const found = judge(context, site);
    if (found !== undefined) return found;
  }
  return undefined;
}
