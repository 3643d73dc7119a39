import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { resolve } from 'node:path';
import { fileNotWritten } from '../../../errors/file-not-written';
import { ProductError } from '../../../errors/product-error';
import { dockerfileBytes } from '../../../executors/build/read-dockerfile';
import { fileToWrite } from '../../../io/file-to-write';
import type { World } from '../../../io/world';
import { RECIPES } from '../../../recipes/registry';
import { checkMountId, chooseRecipes } from '../../../upgrade/choose-recipes';
import { renderUpgrade, upgradeReport } from '../../../upgrade/render-upgrade';
import { recipeLinks, renderSummary, type Outcome } from '../../../upgrade/summary';
import { installerWishes, toolsWith } from '../../../upgrade/installer/read-wishes';
import { upgradeBytes, type FileUpgrade } from '../../../upgrade/upgrade-bytes';
import type { RunCommand } from '../../command';
import { contextOf } from '../../context-of';
import { eachFile } from '../../each-file';
import type { UpgradeCommandSchema } from './schema';

/** `nx-docker-cache upgrade`. */
export const run: RunCommand<UpgradeCommandSchema> = async (options, world, names) => {
  checkCombination(options);
  const upgradeFile = fileUpgrader(options, world);
  const said = { world, names, isJson: isJson(options) };
  const { exitCode, outcomes } = await eachFile(options.files, said, async (file) => {
    const upgrade = await upgradeFile(file);
    await show(upgrade, options, world);
    return upgrade;
  });
  summarise(outcomes, options, world);
  return exitCode;
};

function checkCombination(options: UpgradeCommandSchema): void {
  const { files, stdout, write } = options;
  if (stdout !== true) return;
  const why =
    files.length > 1
      ? 'it prints the text of one file'
      : write === true || isJson(options)
        ? 'it prints the text and nothing else'
        : undefined;
  if (why === undefined) return;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: '--stdout cannot be used like this',
    why,
    next: 'give one file, and neither --write nor --format=json',
  });
}

function fileUpgrader(
  { only, sharing, id, onbuild, syntax, reorder = true, context, ...installer }: UpgradeCommandSchema,
  world: World,
) {
  const installing = installerWishes(installer);
  const recipes = chooseRecipes(RECIPES, toolsWith(only, installing));
  const mountId = checkMountId(id);
  const wishes = {
    reorder,
    ...(sharing !== undefined && { sharing }),
    ...(mountId !== undefined && { id: mountId }),
    ...(onbuild !== undefined && { onbuild }),
    ...(syntax !== undefined && { syntax }),
    ...installing,
  };
  return async (file: string): Promise<FileUpgrade> => {
    const place = { file: resolve(world.environment.cwd, file), shown: file };
    const bytes = await dockerfileBytes(world.files, place);
    const sent = await contextOf(file, context, world);
    return upgradeBytes(file, bytes, recipes, { ...wishes, ...(sent !== undefined && { context: sent }) });
  };
}

async function show(upgrade: FileUpgrade, options: UpgradeCommandSchema, world: World): Promise<void> {
  const { write, stdout } = options;
  const { terminal } = world;
  if (write === true) await writeBack(upgrade, world);
  if (isJson(options)) {
    terminal.out(`${JSON.stringify({ ...upgradeReport(upgrade), diff: unifiedDiff(upgrade) })}\n`);
  } else if (stdout === true) {
    terminal.out(upgrade.after);
  } else if (write === true) {
    terminal.out(renderUpgrade(upgrade));
  } else {
    terminal.err(renderUpgrade(upgrade));
    terminal.out(unifiedDiff(upgrade));
  }
}

/** Behind everything else, where the report went: a table over several files, and where to read on. */
function summarise(outcomes: readonly Outcome[], options: UpgradeCommandSchema, { terminal }: World): void {
  if (isJson(options) || options.stdout === true) return;
  const text = `${renderSummary(outcomes)}${recipeLinks(outcomes)}`;
  if (options.write === true) terminal.out(text);
  else terminal.err(text);
}

function isJson({ json, format }: UpgradeCommandSchema): boolean {
  return json === true || format === 'json';
}

/** Empty when nothing changes. As git writes it, so that `git apply` takes it. */
function unifiedDiff({ file, before, after }: FileUpgrade): string {
  if (before === after) return '';
  const name = file.replace(/^\/+/, '');
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

async function writeBack({ file, before, after }: FileUpgrade, world: World): Promise<void> {
  if (before === after) return;
  try {
    await world.files.write(await fileToWrite(world, file), after);
  } catch (cause) {
    throw fileNotWritten(
      {
        what: 'the upgraded Dockerfile could not be written; the old one is still there',
        where: file,
        next: 'make the file and its folder writable, or print the text with --stdout',
      },
      cause,
    );
  }
}
