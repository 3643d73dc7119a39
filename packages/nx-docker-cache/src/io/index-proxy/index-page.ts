/** The page of one project on a package index (PEP 503, 691, 700), without regard to its form. */
export interface IndexPage {
  /** The normalised name of the project. */
  readonly name: string;
  readonly files: readonly IndexFile[];
  /** The JSON form only (PEP 700). */
  readonly versions?: readonly string[];
}

export interface IndexFile {
  readonly filename: string;
  /** Absolute. */
  readonly url: string;
  /** Digests by algorithm: `sha256`. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly requiresPython?: string;
  /** True, or the reason. */
  readonly yanked?: boolean | string;
  /** In bytes. */
  readonly size?: number;
  readonly uploadTime?: string;
  /** True when the index says that it serves the file's metadata beside it (PEP 658). */
  readonly hasMetadata: boolean;
  readonly metadataHashes: Readonly<Record<string, string>>;
}

export function isWheel({ filename }: Pick<IndexFile, 'filename'>): boolean {
  return filename.endsWith('.whl');
}

/** `Foo.Bar_baz` → `foo-bar-baz` (PEP 503). */
export function normalisedName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** Where a file of a page lies on the proxy, seen from that page (`simple/<name>/`); relative, so any prefix fits. */
export function proxiedLocation(page: IndexPage, file: IndexFile): string {
  return `../../files/${page.name}/${encodeURIComponent(file.filename)}`;
}
