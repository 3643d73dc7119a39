import { join, resolve } from 'node:path';
import { dockerfileOfBytes } from '../../../dockerfile/dockerfile-of-bytes';
import { fileNotWritten } from '../../../errors/file-not-written';
import { ignoreFileInvalid } from '../../../errors/ignore-file-invalid';
import { dockerfileBytes } from '../../../executors/build/read-dockerfile';
import { sentContext } from '../../../executors/build/sent-context';
import { fileToWrite } from '../../../io/file-to-write';
import type { World } from '../../../io/world';
import { renderSplit, splitReport } from '../../../upgrade/split/render-split';
import { splitRequirements, type RequirementsPlan } from '../../../upgrade/split/split-requirements';
import type { RunCommand } from '../../command';
import { contextFolderOf } from '../../context-of';
import { eachFile } from '../../each-file';
import type { SplitRequirementsCommandSchema } from './schema';

/** `nx-docker-cache split-requirements`. */
export const run: RunCommand<SplitRequirementsCommandSchema> = async (options, world, names) => {
  const { exitCode } = await eachFile(
    options.files,
    { world, names, isJson: isJson(options) },
    async (file) => {
      const planned = await planFile(file, options, world);
      if (options.write === true) await writeFiles(planned, world);
      show(file, planned.plan, options, world);
    },
  );
  return exitCode;
};

/** Paths are absolute. */
interface PlannedFile {
  readonly dockerfile: string;
  /** Of the build context. */
  readonly folder: string;
  readonly plan: RequirementsPlan;
}

async function planFile(
  file: string,
  options: SplitRequirementsCommandSchema,
  world: World,
): Promise<PlannedFile> {
  const path = resolve(world.environment.cwd, file);
  const bytes = await dockerfileBytes(world.files, { file: path, shown: file });
  const { dockerfile } = dockerfileOfBytes(file, bytes);
  const folder = await contextFolderOf(file, options.context, world);
  const files = await sentContext(world.files, path, folder);
  if (files === undefined) throw ignoreFileInvalid(file);
  return { dockerfile: path, folder, plan: splitRequirements(dockerfile, files, options) };
}

/** The snapshots first: a Dockerfile that names one that is not there would build nothing. */
async function writeFiles(
  { dockerfile, folder, plan: { writes, splits, text } }: PlannedFile,
  world: World,
): Promise<void> {
  const texts = [...writes].map(([path, content]) => [join(folder, path), content] as const);
  if (splits.length > 0) texts.push([dockerfile, text]);
  for (const [path, content] of texts) {
    try {
      await world.files.write(await fileToWrite(world, path), content);
    } catch (cause) {
      throw fileNotWritten(
        {
          what: 'a file of the split could not be written',
          where: path,
          next: 'make the file and its folder writable, and run the command again',
        },
        cause,
      );
    }
  }
}

function show(
  file: string,
  plan: RequirementsPlan,
  options: SplitRequirementsCommandSchema,
  { terminal }: World,
): void {
  if (isJson(options)) {
    terminal.out(`${JSON.stringify(splitReport(file, plan))}\n`);
    return;
  }
  terminal.out(renderSplit(file, plan));
  if (plan.writes.size > 0 && options.write !== true) terminal.err('nothing was written; --write does\n');
}

function isJson({ json, format }: SplitRequirementsCommandSchema): boolean {
  return json === true || format === 'json';
}
