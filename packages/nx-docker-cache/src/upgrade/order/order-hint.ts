import { printable } from '../../text/printable';
import type { UpgradePlan } from '../plan';
import { declineSentence } from '../reasons';

/**
 * What `--reorder` would do to a Dockerfile that was upgraded without it, in a line; empty where no install stands below a
 * copy of the sources.
 * @param reordered the plan of an upgrade with it
 */
export function orderHint({ changes, declined }: Pick<UpgradePlan, 'changes' | 'declined'>): string {
  const moved = changes.find(({ kind }) => kind === 'instruction-moved');
  if (moved !== undefined)
    return `  hint: --reorder moves ${printable(moved.text)} (line ${moved.line}) below the install of ${moved.tool}: a change of the sources then installs nothing anew\n`;
  const stays = declined.find(({ aspect }) => aspect === 'order');
  return stays === undefined
    ? ''
    : `  hint: ${stays.tool} (line ${stays.line}) installs anew with every change of the sources, and --reorder leaves that: ${printable(declineSentence(stays))} [${stays.reason}]\n`;
}
