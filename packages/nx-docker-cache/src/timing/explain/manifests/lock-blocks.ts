import type { Entries } from './entries';

/** `[[package]]` blocks of TOML with a name and a version: the lock files of poetry, uv, pdm. */
export function readPoetryLock(text: string): Entries {
  return packageBlocks(text);
}

/** The same, where a name may stand several times in several versions. */
export function readCargoLock(text: string): Entries {
  return packageBlocks(text);
}

function packageBlocks(text: string): Entries {
  const found = new Map<string, string>();
  for (const block of text.split(/^\[\[package\]\]\s*$/m).slice(1)) {
    const head = block.split(/^\[/m)[0] ?? '';
    const name = field(head, 'name');
    if (name === undefined) continue;
    const version = field(head, 'version') ?? 'local';
    const earlier = found.get(name);
    found.set(name, earlier === undefined ? version : `${earlier}, ${version}`);
  }
  return found;
}

function field(block: string, name: string): string | undefined {
  return new RegExp(`^${name}\\s*=\\s*["']([^"'\\n]*)["']`, 'm').exec(block)?.[1];
}
