import { html, type Content, type Markup } from '../markup';

export interface Section {
  /** The anchor. */
  readonly id: string;
  readonly title: string;
  /** One sentence on what is shown. */
  readonly lead: string;
  readonly body: Content;
}

export function renderSection({ id, title, lead, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section>`;
}
