import { printable } from '../../../text/printable';

/** Text that is HTML already. Made by `html` only, so that nothing gets into a page without being escaped. */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | undefined | false | readonly Content[];

/**
 * HTML from a template: what is put in is text, also in a quoted attribute, unless it is markup itself. Lines of the
 * template are joined by one space.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const parts = literals.map((literal, index) => joined(literal) + rendered(values[index]));
  return { markup: parts.join('') };
}

function joined(literal: string): string {
  return literal.replace(/\s*\n\s*/g, ' ');
}

function rendered(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return isMarkup(content) ? content.markup : content.map(rendered).join('');
}

function isMarkup(content: Markup | readonly Content[]): content is Markup {
  return 'markup' in content;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from anywhere as text of a page, or of a quoted attribute: control characters and escape sequences are neutralised too. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** JSON for a data block: it holds nothing that ends the element, opens a comment or is markup. */
export function scriptJson(value: unknown): Markup {
  return {
    markup: JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  };
}
