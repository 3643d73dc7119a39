import { isHeavy } from '../../requirements/heavy-packages';
import { rangeOfLine } from '../range-of-line';
import type { RequirementsRule } from '../rule';

const SHOWN = 3;
/** With fewer of them beside it, the list changes for the sake of the heavy package as often as not. */
const MANY = 8;

export const rule: RequirementsRule = {
  code: 'NDC302',
  subject: 'requirements',
  severity: 'info',
  title: 'Heavy packages stand in one list with many small ones',
  why: 'One install of one list is one layer. When any entry changes, all of them are installed again: a cache mount saves the download, but unpacking gigabytes takes its time, and the whole layer is exported, pushed and pulled anew.',
  remedy:
    'keep the heavy ones in a list of their own, and install it in a RUN of its own above: its layer stays when the others change',
  fix: undefined,
  bad: 'torch==2.4.1\na==1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\n',
  good: '-c heavy.txt\na==1\nb==1\nc==1\nd==1\ne==1\nf==1\ng==1\nh==1\n',
  find: ({ text, entries }) => {
    const named = entries.flatMap((entry) => (entry.kind === 'requirement' ? [entry] : []));
    const heavy = named.filter(({ name }) => isHeavy(name));
    const [first] = heavy;
    const others = named.length - heavy.length;
    if (first === undefined || others < MANY) return [];
    const shown = heavy.slice(0, SHOWN).map(({ name, line }) => `${name} (line ${line})`);
    const more = heavy.length > SHOWN ? ` and ${heavy.length - SHOWN} more` : '';
    return [
      {
        message: `a change of any of the ${others} other entries installs ${shown.join(', ')}${more} again`,
        range: rangeOfLine(text, first.line),
      },
    ];
  },
};
