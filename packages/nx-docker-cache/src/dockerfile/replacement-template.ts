const REFERENCE = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;

/**
 * A replacement as Go's `Regexp.Expand` reads it: `$0` and `${0}` are the match, `$$` is a dollar sign, any other name
 * is empty, since the pattern has no groups, and a dollar sign without a name is itself.
 */
export function expandTemplate(template: string, match: string): string {
  return template.replace(REFERENCE, (_, name: string | undefined, braced: string | undefined) => {
    const reference = name ?? braced;
    if (reference === undefined) return '$';
    return reference === '0' ? match : '';
  });
}
