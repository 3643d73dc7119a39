import * as path from 'node:path';
import { decodeDockerfile } from '../../dockerfile/decode';
import { parse } from '../../dockerfile/parse';
import { ProductError } from '../../errors/product-error';
import { contextFolder, join } from '../../infer/context-folder';
import { copiedPaths } from '../../infer/copied-paths';
import type { Files } from '../../io/world';

export interface ContextQuestion {
  /** The option, as it is written. */
  readonly written: string | undefined;
  /** Absolute. */
  readonly dockerfile: string;
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly projectRoot: string;
  /** Absolute. */
  readonly workspaceRoot: string;
}

/**
 * The folder of the build context, absolute. Inferred targets name theirs; `auto` is decided here for those that a
 * project declares itself.
 * @throws ProductError CONTEXT_MISSING when it is no folder
 */
export async function chooseContext(
  files: Pick<Files, 'read' | 'facts' | 'realPath'>,
  question: ContextQuestion,
): Promise<string> {
  const relative = await relativeContext(files, question);
  const folder = path.resolve(question.workspaceRoot, relative);
  if (await isFolder(files, folder)) return folder;
  throw new ProductError((names) => ({
    code: 'CONTEXT_MISSING',
    what: 'the build context is no folder',
    where: path.relative(question.workspaceRoot, folder) || '.',
    next: `create it, or correct ${names('context')}`,
  }));
}

async function relativeContext(
  files: Pick<Files, 'read' | 'facts'>,
  question: ContextQuestion,
): Promise<string> {
  const { written = 'auto', projectRoot } = question;
  if (written === 'project' || written === 'workspace') {
    return contextFolder({ choice: written, projectRoot, copiedPaths: [], exists: () => true });
  }
  if (written !== 'auto') return written;
  const copied = await copiedBy(files, question.dockerfile);
  const found = await existing(files, question, copied);
  return contextFolder({
    choice: 'auto',
    projectRoot,
    copiedPaths: copied,
    exists: (each) => found.has(each),
  });
}

/** A Dockerfile that cannot be read copies nothing: the build itself says what is wrong with it. */
async function copiedBy(files: Pick<Files, 'read'>, dockerfile: string): Promise<readonly string[]> {
  const bytes = await files.read(dockerfile).catch(() => new Uint8Array());
  const decoded = decodeDockerfile(bytes);
  const parsed = decoded.ok ? parse(decoded.text) : undefined;
  return parsed?.ok ? copiedPaths(parsed.dockerfile) : [];
}

async function existing(
  files: Pick<Files, 'facts'>,
  { projectRoot, workspaceRoot }: ContextQuestion,
  copied: readonly string[],
): Promise<ReadonlySet<string>> {
  const candidates = copied.flatMap((each) => [each, join(projectRoot, each)]);
  const facts = await Promise.all(candidates.map((each) => files.facts(path.resolve(workspaceRoot, each))));
  return new Set(candidates.filter((_, index) => facts[index] !== undefined));
}

async function isFolder(files: Pick<Files, 'facts' | 'realPath'>, folder: string): Promise<boolean> {
  const resolved = await files.realPath(folder).catch(() => folder);
  return (await files.facts(resolved))?.kind === 'directory';
}
