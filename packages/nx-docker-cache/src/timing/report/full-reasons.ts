import type { Cause } from '../cause';
import { causeText } from '../explain/cause-text';
import type { Miss } from './report';

/** All that is known of why a step ran, a line each; empty where nothing is. Plain text, not escaped for any format. */
export function fullReasons(miss: Pick<Miss, 'cause' | 'also' | 'root' | 'line'>): readonly string[] {
  const { cause, root, also = [] } = miss;
  if (cause === undefined) return [];
  return [
    ...linesOf(cause, miss),
    ...(root?.cause === undefined
      ? []
      : [`${root.step}:`, ...linesOf(root.cause, { line: root.line }).map((line) => `· ${line}`)]),
    ...also.flatMap((each) =>
      linesOf(each, miss).map((line, index) => (index === 0 ? `also ${line}` : line)),
    ),
  ];
}

function linesOf(
  each: Cause,
  { line, root }: { readonly line?: number | undefined; readonly root?: Miss['root'] },
): readonly string[] {
  const above = each.kind === 'step-above-ran' ? [{ digest: each.step, line: root?.line }] : [];
  return causeText(each, { line }, above, { isFull: true });
}
