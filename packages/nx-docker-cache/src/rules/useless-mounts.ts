import type { Range } from '../dockerfile/syntax';
import { fillsCache } from '../recipes/tool-call';
import type { Invocation } from '../shell/invocation';
import { reachedBy } from '../upgrade/declared-variables';
import type { InstructionPlan } from '../upgrade/plan';
import { isRemoval, type Removal } from '../upgrade/script-change';
import type { DockerfileFacts } from './dockerfile-facts';

/** Something that keeps a cache mount, which is there, from being of use. */
export interface UselessMount {
  readonly cause: 'disabled' | 'wiped';
  /** What does so, as it is written. */
  readonly text: string;
  readonly range: Range;
}

/** What the upgrade would remove although it has no mount to add: the mount is there already. */
export function uselessMounts(facts: DockerfileFacts): readonly UselessMount[] {
  return facts.plan.instructions.flatMap((plan) => ofPlan(facts, plan));
}

function ofPlan(facts: DockerfileFacts, plan: InstructionPlan): readonly UselessMount[] {
  const { text } = facts.dockerfile;
  if (plan.kind === 'run') {
    if (plan.flags.length > 0) return [];
    return plan.changes.filter(isRemoval).map((removal) => {
      const range = removal.kind === 'command' ? removal.command.range : removal.range;
      const cause = isWipe(facts, plan.invocations, removal) ? 'wiped' : 'disabled';
      return { cause, text: onOneLine(text.slice(range.start, range.end)), range };
    });
  }
  if (plan.kind === 'addition') return [];
  return plan.gone
    .filter((declaration) =>
      reachedBy(facts.sites, declaration).some(({ run }) => hasOwnMount(facts, run.startLine)),
    )
    .map(({ pair: { range } }) => ({
      cause: 'disabled',
      text: `${plan.instruction.name} ${onOneLine(text.slice(range.start, range.end))}`,
      range,
    }));
}

/** The command itself goes, or a word of one that is no install. */
function isWipe({ recipes }: DockerfileFacts, invocations: readonly Invocation[], removal: Removal): boolean {
  if (removal.kind === 'command') return removal.command.words.length > 0 && !isExport(removal);
  const invocation = invocations.find(({ command }) => command === removal.command);
  const fills = invocation !== undefined && recipes.some((recipe) => fillsCache(recipe, invocation));
  return (
    !fills && !/=/.test(invocation?.words[0]?.text ?? '') && /^rm$/.test(invocation?.words[0]?.text ?? '')
  );
}

function isExport({ command }: Removal): boolean {
  return /^(?:export|declare)$/.test(command.words[0]?.text ?? '');
}

function hasOwnMount({ runs, plan }: DockerfileFacts, line: number): boolean {
  const isNew = plan.changes.some((change) => change.kind === 'mount-added' && change.line === line);
  const run = runs.find(({ run: { startLine } }) => startLine === line);
  return !isNew && run?.mounts.some(({ type }) => type === 'cache') === true;
}

function onOneLine(text: string): string {
  return text.replace(/\s*[\\`]?\r?\n\s*/g, ' ');
}
