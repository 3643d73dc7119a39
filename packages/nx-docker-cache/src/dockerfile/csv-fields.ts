/** The fields of one line of CSV, or why it is none. */
export type CsvFields =
  | { readonly kind: 'fields'; readonly fields: readonly string[] }
  | { readonly kind: 'invalid'; readonly message: string };

/** A quoted field, with doubled quotes inside, up to the comma or the end; or a field without any quote. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/** Splits as BuildKit does for mounts (`go-csvvalue`): quotes count only around a whole field, blanks are part of it. */
export function csvFields(line: string): CsvFields {
  if (line === '') return { kind: 'invalid', message: 'EOF' };
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const at = FIELD.lastIndex;
    const match = FIELD.exec(line);
    if (match === null) return { kind: 'invalid', message: misplacedQuote(line, at) };
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') return { kind: 'fields', fields };
  }
}

function misplacedQuote(line: string, at: number): string {
  return line.charAt(at) === '"' ? 'extraneous or missing " in quoted-field' : 'bare " in non-quoted-field';
}
