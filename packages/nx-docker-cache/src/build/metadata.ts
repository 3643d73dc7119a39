/** What buildx tells about the image that it built (`--metadata-file`). */
export interface BuildMetadata {
  /** Of the index or manifest: what the containerd image store calls the image. */
  readonly digest: string | undefined;
  /** Of the config: what the classic image store calls the image. */
  readonly configDigest: string | undefined;
  readonly builder: string | undefined;
}

/** Absent fields are undefined: another output than an image has none of them. */
export function readMetadata(text: string): BuildMetadata {
  const value = parse(text);
  const field = (name: string): string | undefined => {
    const found = value[name];
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  return {
    digest: field('containerimage.digest'),
    configDigest: field('containerimage.config.digest'),
    builder: field('buildx.build.ref')?.split('/')[0],
  };
}

/** What buildx tells of many images (`bake --metadata-file`): for each target, the text that it would have written for it alone. */
export function metadataByTarget(text: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(parse(text)).map(([name, own]) => [name, `${JSON.stringify(own, null, 2)}\n`]),
  );
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
