import type { Entries } from './entries';

/** `require`, `replace` and the language's version. */
export function readGoMod(text: string): Entries {
  const found = new Map<string, string>();
  let block = '';
  for (const line of linesOf(text)) {
    const opened = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opened !== undefined) block = opened;
    else if (line === ')') block = '';
    else addDirective(found, block === '' ? line : `${block} ${line}`);
  }
  return found;
}

function addDirective(found: Map<string, string>, line: string): void {
  const [keyword = '', name = '', ...rest] = line.split(/\s+/);
  if (keyword === 'require') found.set(name, rest.join(' '));
  else if (keyword === 'go' || keyword === 'toolchain') found.set(keyword, name);
  else if (rest.length > 0) found.set(`${keyword} ${name}`, rest.join(' '));
}

/** One line for a module and one for its go.mod. */
export function readGoSum(text: string): Entries {
  const versions = linesOf(text).flatMap((line) => {
    const [name, version] = line.split(/\s+/);
    return name === undefined || version === undefined || version.endsWith('/go.mod')
      ? []
      : [[name, version] as const];
  });
  return joined(versions);
}

/** `"a@^1, a@^2":` of both versions of yarn, with `version "1.2.3"` or `version: 1.2.3` below. */
export function readYarnLock(text: string): Entries {
  const found: [string, string][] = [];
  let name = '';
  for (const line of text.split(/\r?\n/)) {
    const head = /^"?(@?[^@\s"]+)@.*:$/.exec(line)?.[1];
    if (head !== undefined) name = head;
    const version = /^ {2}version:?\s+"?([^"\s]+)"?$/.exec(line)?.[1];
    if (version !== undefined && name !== '') {
      found.push([name, version]);
      name = '';
    }
  }
  return joined(found);
}

/** The keys of `packages:` — `/name@1.2.3:`, `'@scope/name@1.2.3':`, `/name/1.2.3:` — and nothing below them. */
export function readPnpmLock(text: string): Entries {
  const section = /^packages:\s*$([\s\S]*?)(?=^\S|$(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const keys = [
    ...section.matchAll(/^ {2}['"]?\/?((?:@[^/\s]+\/)?[^@/\s'"]+)[@/]([^('"\s]+?)(?:\([^'"\s]*)?['"]?:/gm),
  ];
  return joined(keys.map(([, name = '', version = '']) => [name, version] as const));
}

/** `    name (1.2.3)` below `specs:`; deeper lines are what those ask for. */
export function readBundlerLock(text: string): Entries {
  return joined(
    [...text.matchAll(/^ {4}([\w.-]+) \(([^)]+)\)$/gm)].map(
      ([, name = '', version = '']) => [name, version] as const,
    ),
  );
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s*\/\/.*$/, '').trim())
    .filter((line) => line !== '');
}

/** A name may stand there in several versions. */
function joined(pairs: readonly (readonly [string, string])[]): Entries {
  const found = new Map<string, Set<string>>();
  for (const [name, version] of pairs) {
    const versions = found.get(name) ?? new Set();
    found.set(name, versions.add(version));
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions].sort().join(', ')]));
}
