import { join, resolve } from 'node:path';
import { dockerfileOfBytes } from '../../../dockerfile/dockerfile-of-bytes';
import { dockerfileNotRead } from '../../../errors/dockerfile-errors';
import { fileNotWritten } from '../../../errors/file-not-written';
import { ProductError } from '../../../errors/product-error';
import type { World } from '../../../io/world';
import { renderSplit, splitReport } from '../../../upgrade/split/render-split';
import { splitRequirements, type RequirementsPlan } from '../../../upgrade/split/split-requirements';
import type { ExitCode, RunCommand } from '../../command';
import { contextFolderOf, contextOf } from '../../context-of';
import type { SplitRequirementsCommandSchema } from './schema';

/** `nx-docker-cache split-requirements`: every file on its own, so that one that cannot be read keeps no other from its layer. */
export const run: RunCommand<SplitRequirementsCommandSchema> = async (options, world) => {
  let exitCode: ExitCode = 0;
  for (const file of options.files) {
    try {
      const plan = await planFile(file, options, world);
      if (options.write === true) await writeFiles(file, plan, options, world);
      show(file, plan, options, world);
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      exitCode = Math.max(exitCode, error.exitCode) as ExitCode;
      report(error, file, options, world);
    }
  }
  return exitCode;
};

async function planFile(
  file: string,
  { complete, renew, mostInDelta, context }: SplitRequirementsCommandSchema,
  world: World,
): Promise<RequirementsPlan> {
  const bytes = await world.files.read(resolve(world.environment.cwd, file)).catch((cause: unknown) => {
    throw dockerfileNotRead(cause, file);
  });
  const { dockerfile } = dockerfileOfBytes(file, bytes);
  const files = await contextOf(file, context, world);
  if (files === undefined)
    throw new ProductError({
      code: 'IGNORE_FILE_INVALID',
      what: 'the engine refuses the ignore file of this build',
      where: file,
      next: 'correct its patterns: with them no build of this context succeeds',
    });
  return splitRequirements(dockerfile, files, {
    ...(complete !== undefined && { complete }),
    ...(renew !== undefined && { renew }),
    ...(mostInDelta !== undefined && { mostInDelta }),
  });
}

/** The snapshots first: a Dockerfile that names one that is not there would build nothing. */
async function writeFiles(
  file: string,
  { writes, splits, text }: RequirementsPlan,
  { context }: SplitRequirementsCommandSchema,
  world: World,
): Promise<void> {
  const { files, environment } = world;
  const folder = await contextFolderOf(file, context, world);
  const dockerfile = await files.realPath(resolve(environment.cwd, file));
  const texts = [...writes].map(([path, content]) => [join(folder, path), content] as const);
  if (splits.length > 0) texts.push([dockerfile, text]);
  for (const [path, content] of texts) {
    try {
      await files.write(path, content);
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
  const isPending = plan.writes.size > 0 && options.write !== true;
  if (isPending) terminal.err('nothing was written; --write does\n');
}

function isJson({ json, format }: SplitRequirementsCommandSchema): boolean {
  return json === true || format === 'json';
}

function report(
  error: ProductError,
  file: string,
  options: SplitRequirementsCommandSchema,
  { terminal }: World,
): void {
  if (!isJson(options)) {
    terminal.err(`${error.message}\n`);
    return;
  }
  const { code, what, where, why, next } = error.facts;
  terminal.out(`${JSON.stringify({ file, error: { code, what, where, why, next } })}\n`);
}
