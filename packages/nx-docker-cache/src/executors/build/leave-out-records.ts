import * as path from 'node:path';
import type { BuildOptions } from '../../build/build-options';
import { insideOf, recordPatterns, type RecordPlaces } from './record-patterns';
import { readIgnoreFile } from '../../context/ignore-file';
import { sentContext } from '../../context/sent-context';
import type { World } from '../../io/world';
import { ignoreText } from './ignore-text';
import { turboLogPatterns } from './turbo-logs';

/** What of a build decides what it sends. */
export interface SendingBuild extends RecordPlaces {
  readonly options: Pick<BuildOptions, 'dockerfile' | 'context'>;
}

/**
 * The text of the ignore file with which a context is sent; undefined for none. What builds write down about themselves, and
 * what Turborepo logs of them, is left out (`recordPatterns`, `turboLogPatterns`).
 * @param dockerfile its text
 */
export async function sentIgnoreText(
  files: Pick<World['files'], 'read' | 'project'>,
  build: SendingBuild,
  dockerfile: string,
): Promise<string | undefined> {
  const text = await ignoreText(files, build.options.dockerfile, build.options.context);
  return withoutRecords(files, build, { text, dockerfile }) ?? text;
}

/**
 * The Dockerfile to build with: its own, or where the context would hold what builds write down a copy of it with an ignore file
 * beside it, which BuildKit prefers to that of the context.
 * @param folder for the copy; there for the time of the build
 */
export async function dockerfileToSend(
  files: Pick<World['files'], 'read' | 'project' | 'write'>,
  build: SendingBuild,
  { dockerfile, folder }: { readonly dockerfile: string; readonly folder: string },
): Promise<string> {
  const { dockerfile: file, context } = build.options;
  const text = await ignoreText(files, file, context);
  const sent = withoutRecords(files, build, { text, dockerfile });
  if (sent === undefined) return file;
  const copy = path.join(folder, path.basename(file));
  await files.write(copy, dockerfile);
  await files.write(`${copy}.dockerignore`, sent);
  return copy;
}

/** The ignore file with the lines that leave out the records; undefined where it needs none. */
function withoutRecords(
  files: Pick<World['files'], 'project'>,
  build: SendingBuild,
  { text, dockerfile }: { readonly text: string | undefined; readonly dockerfile: string },
): string | undefined {
  const { context, dockerfile: file } = build.options;
  const ignored = readIgnoreFile(text);
  // What the engine refuses, and what is not to be written as it was read, stays as it is.
  if (!path.isAbsolute(context) || 'problem' in ignored || text?.includes('\uFFFD') === true)
    return undefined;
  const sent = sentContext(files.project(context), ignored);
  const patterns = [
    ...recordPatterns(context, build, sent, dockerfile),
    ...turboLogPatterns(insideOf(context, path.dirname(file)), sent, dockerfile),
  ];
  return patterns.length === 0 ? undefined : `${[text ?? '', ...patterns].join('\n')}\n`;
}
