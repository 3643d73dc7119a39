/**
 * A replacement as Go's `Regexp.Expand` reads it: `$0` and `${0}` are the match, `$$` is a dollar sign, any other name
 * is empty, since the pattern has no groups, and a dollar sign without a name is itself.
 */
export function expandTemplate(template: string, match: string): string {
  // Not made when the module is loaded, as each run of Nx does: its classes of characters take a millisecond.
  const reference = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;
  return template.replace(reference, (_, name: string | undefined, braced: string | undefined) => {
    const named = name ?? braced;
    if (named === undefined) return '$';
    return named === '0' ? match : '';
  });
}
