import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { count } from '../../text/count';
import { formatDuration, togetherText } from '../../timing/duration';
import type { Judgement } from '../../timing/history/regression';
import { printable } from '../../text/printable';

/**
 * Says what could not be judged.
 * @throws ProductError BUILD_SLOWER when a build was slower than it may be
 */
export function assertNotSlower(
  { terminal }: Pick<World, 'terminal'>,
  judgements: readonly Judgement[],
  mostPercent: number | undefined,
): void {
  for (const each of judgements) {
    const why = whyNotJudged(each);
    if (why !== undefined) terminal.err(`not judged: ${printable(each.task)} ${why}\n`);
  }
  const slower = judgements.flatMap((each) => (each.kind === 'slower' ? [each] : []));
  if (slower.length === 0) return;
  throw new ProductError((names) => ({
    code: 'BUILD_SLOWER',
    what: `${slower.length === 1 ? 'a build was' : `${slower.length} builds were`} more than ${mostPercent ?? 0} % slower than before`,
    where: slower.map(({ task }) => printable(task)).join(', '),
    why: slower
      .map(
        ({ task, ms, medianMs, percent, builds }) =>
          `${printable(task)} took ${formatDuration(ms)}, ${percent} % over the median of ${formatDuration(medianMs)} of the last ${builds} builds of its kind`,
      )
      .join('; '),
    next: `look at its steps with nx-docker-cache report, or raise ${names('failOnRegression')}`,
  }));
}

function whyNotJudged(judgement: Judgement): string | undefined {
  if (judgement.kind === 'too-few') {
    const { builds } = judgement;
    return `has ${count(builds, 'earlier build')} of its kind on this machine`;
  }
  if (judgement.kind !== 'not-alone') return undefined;
  return `was built${togetherText({ together: judgement.images })}: its time is that of all of them`;
}
