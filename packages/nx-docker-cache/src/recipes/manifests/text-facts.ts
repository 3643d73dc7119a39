/** A JSON object, or undefined for text that is none. */
export function jsonObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return objectOf(JSON.parse((text ?? '').replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

/** A value as an object; undefined for everything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The strings of a list; undefined for everything else. */
export function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
}

/** The text of a TOML table (`[tool.poetry]`) and of those below it, as written; empty where there is none. */
export function tomlTables(text: string, name: string): string {
  const lines: string[] = [];
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) isInside = header === name || header.startsWith(`${name}.`);
    if (isInside) lines.push(line.replace(/^\s*#.*$/, ''));
  }
  return lines.join('\n');
}
