import { readRequirements } from '../requirements/read-requirements';
import type { ReadText } from '../requirements/read-with-includes';
import { requirementsPath } from './plan-changes';

/** What another project has in the place of a file of the first one. */
export interface OtherProject {
  readonly kind: 'made';
  readonly path: string;
  readonly text: string;
}

/** Every one of so many lines is left out: two projects have at least three fifths in common, and four with the first one. */
const LEFT_OUT = 5;

/**
 * A project with most of the requirements of the first one. What a package needs that is left out is installed all the same,
 * in the version that the installer finds.
 * @param taken files that the build copies, in order
 * @param index from 0; another one is another project
 */
export function otherProject(
  taken: readonly string[],
  text: ReadText,
  index = LEFT_OUT - 1,
): OtherProject | { readonly kind: 'none'; readonly why: string } {
  const path = requirementsPath(taken, text);
  const written = path === undefined ? undefined : text(path);
  if (path === undefined || written === undefined)
    return {
      kind: 'none',
      why: 'the build copies no requirements file of which another project could have a part',
    };
  const requirements = readRequirements(written).filter((entry) => entry.kind === 'requirement');
  if (requirements.some(({ hashes }) => hashes.length > 0))
    return {
      kind: 'none',
      why: `${path} has hashes: nothing in it can be left out that another package may need`,
    };
  if (requirements.length < LEFT_OUT)
    return { kind: 'none', why: `${path} has less than ${LEFT_OUT} packages: nothing of it can be left out` };
  const dropped = requirements.filter((_, place) => place % LEFT_OUT === index % LEFT_OUT);
  const isDropped = (line: number): boolean =>
    dropped.some((each) => line >= each.line && line <= each.endLine);
  const lines = written.split('\n').filter((_, place) => !isDropped(place + 1));
  // Two that leave out the same are two all the same.
  return { kind: 'made', path, text: [...lines, `# project ${index + 1}`, ''].join('\n') };
}
