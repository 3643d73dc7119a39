import { sentFiles, type SentFiles } from '../../context/project-files';
import { projectOfTexts } from './project-of-texts';

/** One case in one file: sections that begin with `=== name`. All but `before`, `after` and `declined` are files of the context. */
export interface Fixture {
  readonly before: string;
  /** Undefined where nothing changes. */
  readonly after: string | undefined;
  /** `tool reason line detail`, one a line. */
  readonly declined: readonly string[];
  readonly context: SentFiles;
}

export function readFixture(text: string): Fixture {
  const sections = new Map<string, string>();
  for (const part of text.split(/^=== /m).slice(1)) {
    const cut = part.indexOf('\n');
    sections.set(part.slice(0, cut).trim(), part.slice(cut + 1).replace(/\n\\ No newline\n$/, ''));
  }
  const files = Object.fromEntries(
    [...sections].filter(([name]) => !['before', 'after', 'declined'].includes(name)),
  );
  const context = sentFiles(projectOfTexts(files), files['.dockerignore']);
  if (context === undefined) throw new Error('the ignore file of the fixture is not valid');
  return {
    before: sections.get('before') ?? '',
    after: sections.get('after'),
    declined: (sections.get('declined') ?? '').split('\n').filter((line) => line !== ''),
    context,
  };
}
