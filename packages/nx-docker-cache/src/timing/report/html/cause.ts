import { missWords } from '../cause-words';
import { fullReasons } from '../full-reasons';
import type { Miss } from '../report';
import { html, type Markup } from './markup';

/** Why a step ran: in a few words, and on request with everything that is known. */
export function cause(miss: Miss): Markup {
  const short = missWords(miss);
  const lines = fullReasons(miss);
  if (lines.length === 0) return html`<span class="quiet">not recorded</span>`;
  if (lines.length === 1 && lines[0] === short) return html`${short}`;
  return html`<details>
    <summary>${short}</summary>
    <ul class="reasons">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}
