import type { RequirementsEntry } from '../../../requirements/entry';
import { readRequirements } from '../../../requirements/read-requirements';
import type { Entries } from './entries';

/** Distributions by their normalised names; everything else by its own text. */
export function readPipRequirements(text: string): Entries {
  const found = new Map<string, string>();
  for (const entry of readRequirements(text)) {
    const [name, value] = nameAndValue(entry);
    const earlier = found.get(name);
    found.set(name, earlier === undefined ? value : `${earlier} | ${value}`);
  }
  return found;
}

function nameAndValue(entry: RequirementsEntry): readonly [string, string] {
  switch (entry.kind) {
    case 'requirement': {
      const extras = entry.extras.length > 0 ? `[${entry.extras.join(',')}]` : '';
      const marker = entry.marker === undefined ? '' : ` ; ${entry.marker}`;
      const hashes =
        entry.hashes.length > 0 ? ` (${entry.hashes.length} hashes: ${shortened(entry.hashes)})` : '';
      return [entry.name, `${extras}${entry.pinned ?? (entry.specifier || 'any version')}${marker}${hashes}`];
    }
    case 'direct':
      return [entry.name ?? entry.location, entry.location];
    case 'include':
      return [`${entry.isConstraint ? '-c' : '-r'} ${entry.path}`, 'read'];
    case 'setting':
      return [`--${entry.name}${entry.value === undefined ? '' : ` ${entry.value}`}`, 'set'];
    case 'unreadable':
      return [entry.text, 'set'];
  }
}

/** The ends of the hashes: enough to see that they are other ones. */
function shortened(hashes: readonly string[]): string {
  return hashes.map((hash) => hash.slice(-6)).join(' ');
}
