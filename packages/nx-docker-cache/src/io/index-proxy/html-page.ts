import { type IndexFile, type IndexPage, isWheel, proxiedLocation } from './index-page';

export const HTML_TYPE = 'text/html; charset=utf-8';

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);

/** Reads the HTML form of a page (PEP 503): one link a file, its facts in attributes and in the link's fragment. */
export function readHtmlPage(text: string, name: string, base: string): IndexPage {
  const links = text.matchAll(/<a\s([^>]*)>/gi);
  return {
    name,
    files: [...links].flatMap(([, attributes = '']) => readLink(readAttributes(attributes), base)),
  };
}

function readLink(attributes: ReadonlyMap<string, string>, base: string): readonly IndexFile[] {
  const href = attributes.get('href');
  if (href === undefined) return [];
  const url = new URL(href, base);
  const hashes = readHash(url.hash.slice(1));
  url.hash = '';
  const metadata = attributes.get('data-core-metadata') ?? attributes.get('data-dist-info-metadata');
  const requiresPython = attributes.get('data-requires-python');
  const yanked = attributes.get('data-yanked');
  return [
    {
      filename: decodeURIComponent(url.pathname.split('/').at(-1) ?? ''),
      url: url.href,
      hashes,
      hasMetadata: metadata !== undefined && metadata !== 'false',
      metadataHashes: readHash(metadata ?? ''),
      ...(requiresPython !== undefined && { requiresPython }),
      ...(yanked !== undefined && { yanked: yanked === '' ? true : yanked }),
    },
  ];
}

/** The page as the proxy serves it: its own links, and metadata for every wheel. */
export function renderHtmlPage(page: IndexPage): string {
  const links = page.files.map((file) => renderLink(page, file));
  const title = `Links for ${escape(page.name)}`;
  const head = '<meta name="pypi:repository-version" content="1.0">';
  return `<!DOCTYPE html>\n<html><head>${head}<title>${title}</title></head><body>\n${links.join('\n')}\n</body></html>\n`;
}

function renderLink(page: IndexPage, file: IndexFile): string {
  const [algorithm, digest] = preferredHash(file.hashes);
  const fragment = algorithm === undefined ? '' : `#${algorithm}=${digest ?? ''}`;
  const attributes = [
    `href="${escape(proxiedLocation(page, file) + fragment)}"`,
    ...(file.requiresPython === undefined ? [] : [`data-requires-python="${escape(file.requiresPython)}"`]),
    ...(file.yanked === undefined
      ? []
      : [`data-yanked="${file.yanked === true ? '' : escape(String(file.yanked))}"`]),
    ...(isWheel(file) ? metadataAttributes(file) : []),
  ];
  return `<a ${attributes.join(' ')}>${escape(file.filename)}</a><br/>`;
}

/** Both names: the attribute was renamed (PEP 714), and old pips know the old one only. */
function metadataAttributes({ metadataHashes }: IndexFile): readonly string[] {
  const [algorithm, digest] = preferredHash(metadataHashes);
  const value = algorithm === undefined ? 'true' : `${algorithm}=${digest ?? ''}`;
  return [`data-core-metadata="${value}"`, `data-dist-info-metadata="${value}"`];
}

function preferredHash(hashes: Readonly<Record<string, string>>): readonly [string?, string?] {
  return hashes['sha256'] !== undefined ? ['sha256', hashes['sha256']] : (Object.entries(hashes)[0] ?? []);
}

function readHash(text: string): Readonly<Record<string, string>> {
  const match = /^(\w+)=([0-9a-f]+)/i.exec(text);
  return match === null ? {} : { [match[1] ?? '']: match[2] ?? '' };
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = text.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  return new Map(
    [...attributes].map(([, name = '', a, b, c]) => [name.toLowerCase(), unescape(a ?? b ?? c ?? '')]),
  );
}

function unescape(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      return ENTITIES.get(name ?? '') ?? whole;
    },
  );
}

function escape(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character,
  );
}
