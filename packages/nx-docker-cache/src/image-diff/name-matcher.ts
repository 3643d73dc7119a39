/**
 * Whether one of the patterns matches a path or the name of a fact: `*` stands for anything but a slash, `**` for
 * anything, `?` for one character. A pattern for a folder matches what is in it.
 */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .replace(/\/+$/, '')
          .split(/(\*\*\/|\*\*|\*|\?)/)
          .map((part) => WILDCARDS[part] ?? part.replace(/[\\^$.|+()[\]{}]/g, '\\$&'))
          .join('')}(?:/.*)?$`,
        's',
      ),
  );
  return (name) => expressions.some((expression) => expression.test(name));
}

const WILDCARDS: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
