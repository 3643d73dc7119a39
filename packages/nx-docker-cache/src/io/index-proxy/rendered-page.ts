import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { HTML_TYPE, renderHtmlPage } from './html-page';
import type { IndexPage } from './index-page';
import { JSON_TYPE, renderJsonPage } from './json-page';

export interface RenderedPage {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly gzipped: boolean;
}

/** JSON to clients that name it (pip since 22.2, uv), HTML to all others. */
export function prefersJson(accept: string | undefined): boolean {
  const json = (accept ?? '').split(',').find((part) => part.trim().startsWith(JSON_TYPE));
  return json !== undefined && !/;\s*q=0(?:\.0*)?\s*$/.test(json);
}

/** Renders each page once in each form: those of popular projects have megabytes. */
export class PageRenderer {
  private readonly rendered = new WeakMap<IndexPage, Map<string, RenderedPage>>();

  render(page: IndexPage, json: boolean, gzipped: boolean): RenderedPage {
    const forms = this.rendered.get(page) ?? new Map<string, RenderedPage>();
    this.rendered.set(page, forms);
    const key = `${json ? 'json' : 'html'} ${gzipped ? 'gzip' : 'plain'}`;
    const done = forms.get(key) ?? renderPage(page, json, gzipped);
    forms.set(key, done);
    return done;
  }
}

function renderPage(page: IndexPage, json: boolean, gzipped: boolean): RenderedPage {
  const text = Buffer.from(json ? renderJsonPage(page) : renderHtmlPage(page));
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}${gzipped ? '-gz' : ''}"`;
  return { type: json ? JSON_TYPE : HTML_TYPE, etag, body: gzipped ? gzipSync(text) : text, gzipped };
}
