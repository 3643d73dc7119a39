import { causeText } from '../../explain/cause-text';
import type { Cause } from '../../cause';
import { missWords } from '../cause-words';
import type { Miss } from '../report';
import { html, type Markup } from './markup';

/** Why a step ran: in a few words, and on request with everything that is known. */
export function cause(miss: Miss): Markup {
  const short = missWords(miss);
  if (miss.cause === undefined) return html`<span class="quiet">not recorded</span>`;
  const lines = fullText(miss, miss.cause);
  if (lines.length === 1 && lines[0] === short) return html`${short}`;
  return html`<details>
    <summary>${short}</summary>
    <ul class="reasons">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function fullText(miss: Miss, own: Cause): readonly string[] {
  const { root, also = [] } = miss;
  return [
    ...linesOf(own, miss),
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
