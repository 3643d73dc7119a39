/** One archive of the host's apt configuration. */
export interface AptArchive {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** The value of Signed-By, a keyring's path or an embedded key; undefined means apt's own trusted keys. */
  readonly signedBy?: string;
}

export interface AptSourceFile {
  readonly name: string;
  readonly text: string;
}

/** Reads files of both forms that sources.list(5) describes; unknown files and disabled entries give nothing. */
export function readAptSources(files: readonly AptSourceFile[]): readonly AptArchive[] {
  return files.flatMap(({ name, text }) => {
    if (name.endsWith('.sources')) return readDeb822(text);
    if (name.endsWith('.list')) return readOneLineForm(text);
    return [];
  });
}

/** The archive of the distribution itself, as opposed to its security updates and to other vendors' archives. */
export function distributionArchive(
  archives: readonly AptArchive[],
  codename: string,
): AptArchive | undefined {
  return (
    archives.find(({ suites, components }) => suites.includes(codename) && components.includes('main')) ??
    archives.find(({ suites }) =>
      suites.some((suite) => suite === 'stable' || suite === 'sid' || suite === 'testing'),
    )
  );
}

/** A source list (deb822 form) for other suites of the same archive. */
export function renderSources(archive: AptArchive, suites: readonly string[]): string {
  const lines = [
    'Types: deb',
    `URIs: ${archive.uri}`,
    `Suites: ${suites.join(' ')}`,
    'Components: main',
    ...(archive.signedBy === undefined ? [] : [`Signed-By: ${archive.signedBy}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function readDeb822(text: string): readonly AptArchive[] {
  const withoutComments = text.replace(/^#.*\n?/gm, '');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = fieldsOf(stanza);
    const words = (name: string): string[] =>
      (fields.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
    if (!words('types').includes('deb') || fields.get('enabled')?.toLowerCase() === 'no') return [];
    const signedBy = fields.get('signed-by');
    return words('uris').map((uri) => ({
      uri,
      suites: words('suites'),
      components: words('components'),
      ...(signedBy !== undefined && { signedBy }),
    }));
  });
}

/** Field names in lower case; lines that begin with a blank continue the field before. */
function fieldsOf(stanza: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const field of stanza.split(/\n(?![ \t])/)) {
    const match = /^([^:\s]+):[ \t]*([\s\S]*)$/.exec(field);
    if (match !== null) fields.set((match[1] ?? '').toLowerCase(), (match[2] ?? '').trimEnd());
  }
  return fields;
}

function readOneLineForm(text: string): readonly AptArchive[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (match === null) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [
      {
        uri,
        suites: [suite],
        components: components.split(/\s+/).filter((word) => word !== ''),
        ...(signedBy !== undefined && { signedBy }),
      },
    ];
  });
}
