import type { Tree } from '@nx/devkit';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { join, normalize } from 'node:path/posix';
import { rejoined } from '../../build/rejoined';
import { addCache, type CacheAdded } from '../../compose/add-cache';
import { ProductError } from '../../errors/product-error';
import { COMPOSE_NAMES } from '../../infer/dockerfile-names';
import { printableLines } from '../../text/printable';
import { findProject } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import { writeInside } from '../write-inside';
import type { AddComposeCacheGeneratorSchema } from './schema';

/**
 * `nx g add-compose-cache`: shows what it changes in a compose file, and writes it.
 * @throws ProductError PROJECT_UNKNOWN, OPTION_TYPE, COMPOSE_NOT_READ, OUTSIDE_WORKSPACE
 */
export default async function addComposeCacheGenerator(
  tree: Tree,
  options: AddComposeCacheGeneratorSchema,
  { terminal, projects }: GeneratorSurroundings = realSurroundings(),
): Promise<void> {
  const { service } = options;
  const cacheFrom = rejoined('cacheFrom', options.cacheFrom ?? []);
  const cacheTo = rejoined('cacheTo', options.cacheTo ?? []);
  if (cacheFrom.length + cacheTo.length === 0)
    throw wrongOption('nothing is to be added', 'name caches with --cacheFrom and --cacheTo');
  const file = await composeFile(tree, options, projects);
  const before = tree.read(file, 'utf8') ?? '';
  const added = addCache(before, { cacheFrom, cacheTo, service });
  if ('problem' in added) throw notYaml(file, added);
  if (added.text !== before) writeInside(tree, file, added.text);
  terminal.out(printableLines(rendered(file, before, added)));
}

async function composeFile(
  tree: Tree,
  { project, file }: AddComposeCacheGeneratorSchema,
  projects: GeneratorSurroundings['projects'],
): Promise<string> {
  if (file !== undefined) {
    if (tree.isFile(file)) return normalize(file);
    throw wrongOption(`there is no file ${JSON.stringify(file)}`, 'correct --file');
  }
  if (project === undefined)
    throw wrongOption('no project is named', 'name a project, or a file with --file');
  const { root } = await findProject(project, projects(tree));
  const found = COMPOSE_NAMES.map((name) => join(root, name)).find((path) => tree.isFile(path));
  if (found !== undefined) return found;
  throw wrongOption(`${project} has no compose file`, 'name the file with --file');
}

function rendered(file: string, before: string, { text, changed, declined }: CacheAdded): string {
  const diff =
    text === before
      ? `${file}: nothing to change\n`
      : createTwoFilesPatch(file, file, before, text, undefined, undefined, {
          headerOptions: FILE_HEADERS_ONLY,
        });
  const notes = declined.map(({ service, reason }) => `  ! ${service} left alone: ${reason}\n`);
  return `${diff}${changed.length > 0 ? `changed: ${changed.join(', ')}\n` : ''}${notes.join('')}`;
}

function wrongOption(what: string, next: string): ProductError {
  return new ProductError({ code: 'OPTION_TYPE', what, next });
}

function notYaml(
  file: string,
  { problem, line }: { readonly problem: string; readonly line: number },
): ProductError {
  return new ProductError({
    code: 'COMPOSE_NOT_READ',
    what: 'the compose file is no YAML, so nothing was written',
    where: `${file}:${line}`,
    why: problem,
    next: 'correct that line',
  });
}
