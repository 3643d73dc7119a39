import { posix } from 'node:path';
import type { CopiedFiles } from '../../recipes/manifests';
import type { RequirementsEntry } from '../../requirements/entry';
import { readRequirements } from '../../requirements/read-requirements';
import { refuse, type Refusal } from './refusal';

/** What requirements files ask of uv beside themselves. */
export type RequirementsNeeds = { readonly kind: 'needs'; readonly options: readonly string[] } | Refusal;

/** Settings of requirements files, and the options with which uv takes them as pip does. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  'index-url': [],
  'extra-index-url': ['--index-strategy=unsafe-best-match'],
  'find-links': [],
  'no-binary': [],
  'only-binary': [],
  'no-index': [],
  'require-hashes': [],
};

/**
 * Reads the files that a call names, and those that they include.
 *
 * @param paths absolute, in the image
 */
export function requirementsNeeds(paths: readonly string[], copied: CopiedFiles): RequirementsNeeds {
  const options = new Set<string>();
  const queue = [...paths];
  const seen = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = copied.text(path);
    if (text === undefined) return refuse('requirements-without-equivalent', path);
    for (const entry of readRequirements(text)) {
      const needs = needsOf(entry);
      if (needs === undefined)
        return refuse(
          'requirements-without-equivalent',
          `${posix.basename(path)}:${entry.line} ${entry.text}`,
        );
      for (const option of needs) options.add(option);
      if (entry.kind === 'include') queue.push(posix.resolve(posix.dirname(path), entry.path));
    }
  }
  return { kind: 'needs', options: [...options] };
}

/** Undefined for what uv reads otherwise, or cannot. */
function needsOf(entry: RequirementsEntry): readonly string[] | undefined {
  switch (entry.kind) {
    case 'requirement':
    case 'direct':
      return [];
    case 'include':
      return /^\w+:\/\//.test(entry.path) ? undefined : [];
    case 'setting':
      return SETTINGS[entry.name];
    case 'unreadable':
      return undefined;
  }
}
