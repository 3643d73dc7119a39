import { formatDuration } from '../duration';
import { fullReasons } from './full-reasons';
import type { Report } from './report';
import { COLOURED, PLAIN } from './style';
import type { TerminalOptions } from './terminal';
import { cachedSteps, placeOf, shortStep } from './words';
import { wrap } from '../wrap';

const INDENT = '    ';

/** Every step of the run that was not in the layer cache, the slowest first, with all that is known of why. */
export function renderExplanations({ run, misses }: Report, { width, hasColour }: TerminalOptions): string {
  if (misses.length === 0) return `${withoutMisses(cachedSteps(run))}\n`;
  const style = hasColour ? COLOURED : PLAIN;
  const parts = misses.map((miss) => {
    const head = `${placeOf(miss)}  ${shortStep({ name: miss.step })}  (${formatDuration(miss.ms)})`;
    const reasons = fullReasons(miss);
    const lines = reasons.length === 0 ? ['not recorded'] : reasons;
    return [
      ...wrap(head, width).map(style.bold),
      ...lines.flatMap((line) => wrap(line, width - INDENT.length).map((each) => `${INDENT}${each}`)),
    ].join('\n');
  });
  return `${parts.join('\n')}\n`;
}

/** A build that was killed, or taken from the task cache, has no steps of this run. */
function withoutMisses({ cached, total }: ReturnType<typeof cachedSteps>): string {
  if (total === 0) return 'no step of a Dockerfile is recorded for this run';
  return cached === total
    ? 'every step was found in the layer cache'
    : `${cached} of ${total} steps were found in the layer cache, and none of the others ran`;
}
