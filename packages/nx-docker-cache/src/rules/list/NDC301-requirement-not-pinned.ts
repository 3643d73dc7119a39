import type { RequirementsEntry } from '../../requirements/entry';
import { rangeOfLine } from '../range-of-line';
import type { RequirementsFacts } from '../requirements-facts';
import type { RequirementsRule } from '../rule';

const SHOWN = 3;

export const rule: RequirementsRule = {
  code: 'NDC301',
  subject: 'requirements',
  severity: 'info',
  title: 'Requirements name no exact version',
  why: 'The layer of an install is made again only when its list changes. What an entry without an exact version brings depends on the day on which the layer was made: two machines have different images from the same commit, and a cache that is lost changes the image.',
  remedy:
    'pin them: pip-compile or uv pip compile write a list with exact versions (and hashes) from what you ask for; a constraints file (-c) does as well',
  fix: undefined,
  bad: 'flask==3.0.3\nrequests>=2.31\n',
  good: 'flask==3.0.3\nrequests==2.32.3\n',
  find: ({ text, entries, constrained }) => {
    const loose = entries.filter((entry) => isLoose(entry, constrained));
    const [first] = loose;
    if (first === undefined) return [];
    const installed = entries.filter(({ kind }) => kind === 'requirement' || kind === 'direct');
    const shown = loose.slice(0, SHOWN).map((entry) => `${entry.text} (line ${entry.line})`);
    const more = loose.length > SHOWN ? ` and ${loose.length - SHOWN} more` : '';
    return [
      {
        message: `${loose.length} of ${installed.length} entries name no exact version: ${shown.join(', ')}${more}`,
        range: rangeOfLine(text, first.line),
      },
    ];
  },
};

function isLoose(entry: RequirementsEntry, constrained: RequirementsFacts['constrained']): boolean {
  if (entry.kind === 'requirement') return entry.pinned === undefined && !constrained.has(entry.name);
  // A branch or a tag moves; an archive is taken to be what its name says.
  return entry.kind === 'direct' && /^git\+/.test(entry.location) && !COMMIT.test(entry.location);
}

const COMMIT = /@[0-9a-f]{40}(?:[#?]|$)/;
