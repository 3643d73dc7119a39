import type { CopiedFiles } from '../../recipes/manifests';
import type { RequirementsEntry } from '../../requirements/entry';
import { placeOf, readWithIncludes } from '../../requirements/read-with-includes';
import { refuse, type Refusal } from './refusal';

/** What requirements files ask of uv beside themselves. */
export type RequirementsNeeds =
  | {
      readonly kind: 'needs';
      readonly options: readonly string[];
      /** What they name, normalised. */
      readonly names: ReadonlySet<string>;
      /** The folders and archives of this machine that they name. */
      readonly local: readonly string[];
    }
  | Refusal;

export const NO_NEEDS: RequirementsNeeds = { kind: 'needs', options: [], names: new Set(), local: [] };

/** Settings of requirements files, and the options with which uv takes them as pip does. Any other uv reads otherwise. */
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
  const found = readWithIncludes(paths, (path) => copied.text(path), 'constraints too');
  if (found.kind === 'unreadable') return refuse('requirements-without-equivalent', found.detail);
  const options = new Set<string>();
  for (const { path, entries } of found.lists)
    for (const entry of entries) {
      if (isUnlikePip(entry)) return refuse('requirements-without-equivalent', placeOf(path, entry));
      if (entry.kind !== 'setting') continue;
      const needs = SETTINGS[entry.name];
      if (needs === undefined) return refuse('requirements-without-equivalent', placeOf(path, entry));
      for (const option of needs) options.add(option);
    }
  const entries = found.lists.flatMap((list) => list.entries);
  return {
    kind: 'needs',
    options: [...options],
    names: new Set(
      entries.flatMap((entry) => ('name' in entry && entry.kind !== 'setting' ? (entry.name ?? []) : [])),
    ),
    local: entries.flatMap((entry) => (entry.kind === 'direct' && entry.isLocal ? [entry.location] : [])),
  };
}

/**
 * What uv refuses, or reads otherwise: an editable install from a repository, version control other than git, options of one
 * requirement, and links relative to the file that names them.
 */
function isUnlikePip(entry: RequirementsEntry): boolean {
  switch (entry.kind) {
    case 'direct':
      return (
        (entry.isEditable && !entry.isLocal) || /^(?:hg|svn|bzr)\+/.test(entry.location) || hasOptions(entry)
      );
    case 'requirement':
      return hasOptions(entry);
    case 'setting':
      return entry.name === 'find-links' && !/^(?:\w+:\/\/|\/)/.test(entry.value ?? '');
    default:
      return false;
  }
}

/** `--config-settings`, `--global-option`: other than hashes. */
function hasOptions({ text }: { readonly text: string }): boolean {
  return / --?(?!hash[= ])[a-z]/.test(text.replace(/^-e |^--editable[= ]/, ''));
}
