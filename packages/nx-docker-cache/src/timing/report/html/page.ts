import { createHash } from 'node:crypto';
import type { Report } from '../report';
import { SCRIPT, STYLE } from './assets';
import { html, type Markup } from './markup';
import { criticalPathSection } from './sections/critical-path';
import { missesSection } from './sections/misses';
import { projectsSection } from './sections/projects';
import { renderSection, type Section } from './sections/section';
import { sizesSection } from './sections/sizes';
import { stepsSection } from './sections/steps';
import { summary } from './sections/summary';
import { timeline } from './sections/timeline';
import { trendSection } from './sections/trend';

/** In the order of the page. One that has nothing to show is left out. */
const SECTIONS: readonly ((report: Report) => Section | undefined)[] = [
  timeline,
  criticalPathSection,
  missesSection,
  trendSection,
  projectsSection,
  stepsSection,
  sizesSection,
];

/**
 * The report as one page that needs nothing else: no network, no other file. What stands in it is text, whatever a
 * build was named; the policy in its head lets only its own style and script work. Drawn as HTML and SVG here rather
 * than by a chart library there: bars and tables are then read by screen readers, printed, and there without a script.
 */
export function renderHtml(report: Report): string {
  const sections = SECTIONS.flatMap((section) => section(report) ?? []);
  const { run } = report;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${run.command} – build report</title>
        <link rel="icon" href="${ICON}" />
        ${element('style', STYLE)}
      </head>
      <body>
        <a class="skip" href="#timeline">Skip to the timeline</a>
        ${header(report, sections)}
        <main>${notes(report)} ${summary(report)} ${sections.map(renderSection)}</main>
        <footer>
          <p>
            Times are measured by this machine, those of steps by the engine. What is reckoned is said to be.
          </p>
        </footer>
        ${element('script', SCRIPT)}
      </body>
    </html>`;
  return `${page.markup.trim()}\n`;
}

/** Exactly this text: the policy names its hash. */
function element(name: 'style' | 'script', text: string): Markup {
  return { markup: `<${name}>${text}</${name}>` };
}

/** Everything is forbidden but the page's own style and script, known by their hashes, and its icon. */
function policy(): string {
  return [
    "default-src 'none'",
    `style-src '${hash(STYLE)}'`,
    `script-src '${hash(SCRIPT)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#2f4a8a"/><path d="M3 4.5h6M5 8h8M3 11.5h4" stroke="#fff" stroke-width="2"/></svg>',
)}`;

function header({ run }: Report, sections: readonly Section[]): Markup {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  const began = new Date(run.startedAt).toISOString();
  return html`<header>
    <div class="top">
      <p class="brand">nx-docker-cache</p>
      <fieldset class="theme" hidden>
        <legend class="unseen">Colours</legend>
        ${['auto', 'light', 'dark'].map((name) => html`<label><input type="radio" name="theme" value="${name}" /><span>${name}</span></label>`)}
      </fieldset>
    </div>
    <h1 title="${run.command}">${run.command}</h1>
    <p class="when"><time datetime="${began}">${began.slice(0, 16).replace('T', ' ')} UTC</time></p>
    <nav aria-label="Parts of the report">
      <ul>
        ${links}
      </ul>
    </nav>
  </header>`;
}

function notes({ notes: texts }: Report): Markup | undefined {
  if (texts.length === 0) return undefined;
  return html`<aside class="notes" aria-label="Notes">
    <ul>
      ${texts.map((text) => html`<li>${text}</li>`)}
    </ul>
  </aside>`;
}
