import { type IndexFile, type IndexPage, isWheel, proxiedLocation } from './index-page';

export const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

/** Reads the JSON form of a page (PEP 691). Throws a SyntaxError when it is not one. */
export function readJsonPage(text: string, name: string, base: string): IndexPage {
  const page: unknown = JSON.parse(text);
  if (!isRecord(page) || !Array.isArray(page['files']))
    throw new SyntaxError('not a page of a package index: no files');
  const { versions } = page;
  return {
    name,
    files: page['files'].filter(isRecord).map((file) => readFile(file, base)),
    ...(Array.isArray(versions) && { versions: versions.map(String) }),
  };
}

function readFile(file: Readonly<Record<string, unknown>>, base: string): IndexFile {
  const metadata = file['core-metadata'] ?? file['data-dist-info-metadata'] ?? file['dist-info-metadata'];
  const { yanked, size } = file;
  const requiresPython = file['requires-python'];
  const uploadTime = file['upload-time'];
  return {
    filename: String(file['filename']),
    url: new URL(String(file['url']), base).href,
    hashes: readHashes(file['hashes']),
    hasMetadata: metadata !== undefined && metadata !== false,
    metadataHashes: readHashes(metadata),
    ...(typeof requiresPython === 'string' && { requiresPython }),
    ...((yanked === true || (typeof yanked === 'string' && yanked !== '')) && { yanked }),
    ...(typeof size === 'number' && { size }),
    ...(typeof uploadTime === 'string' && { uploadTime }),
  };
}

/** The page as the proxy serves it: its own links, and metadata for every wheel. */
export function renderJsonPage(page: IndexPage): string {
  const files = page.files.map((file) => ({
    filename: file.filename,
    url: proxiedLocation(page, file),
    hashes: file.hashes,
    'requires-python': file.requiresPython ?? null,
    yanked: file.yanked ?? false,
    ...(file.size !== undefined && { size: file.size }),
    ...(file.uploadTime !== undefined && { 'upload-time': file.uploadTime }),
    // Not `dist-info-metadata`, the name in PEP 691: pips before 23.1.1 fail on its object form (PEP 714).
    ...(isWheel(file) && { 'core-metadata': metadataOf(file), 'data-dist-info-metadata': metadataOf(file) }),
  }));
  const isLevel1 = page.versions !== undefined && page.files.every(({ size }) => size !== undefined);
  const meta = { 'api-version': isLevel1 ? '1.1' : '1.0' };
  return JSON.stringify({
    meta,
    name: page.name,
    ...(page.versions !== undefined && { versions: page.versions }),
    files,
  });
}

function metadataOf({ metadataHashes }: IndexFile): true | Readonly<Record<string, string>> {
  return Object.keys(metadataHashes).length > 0 ? metadataHashes : true;
}

function readHashes(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
