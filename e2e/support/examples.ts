import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/repository-root';
import type { Workspace } from './workspace';

/** `examples/<tool>/example.json`: what the tests need to know of an example beside its own files. */
export interface Example {
  /** The image that it builds on. */
  readonly base: string;
  /** A regular expression for what running the image prints. */
  readonly prints: string;
  /** Bytes that its first dependency weighs at least as a download: a build that fetches fewer has not fetched it again. */
  readonly weighs: number;
  /** The edits that add one dependency. */
  readonly addDependency: readonly FileEdit[];
}

export interface FileEdit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const FOLDER = join(repositoryRoot, 'examples');
const FACTS = 'example.json';

/** Every folder of examples/ that says how it is tried, by the name of its tool. */
export function examples(): Readonly<Record<string, Example>> {
  const tools = readdirSync(FOLDER).filter((tool) => readdirSync(join(FOLDER, tool)).includes(FACTS));
  return Object.fromEntries(
    tools.map((tool) => [tool, JSON.parse(readFileSync(join(FOLDER, tool, FACTS), 'utf8')) as Example]),
  );
}

/** Puts an example into a workspace, in its old form. */
export function copyExample(tool: string, { root }: Pick<Workspace, 'root'>): void {
  cpSync(join(FOLDER, tool), join(root, tool), { recursive: true });
}

export function addDependency(
  tool: string,
  { addDependency: edits }: Example,
  workspace: Pick<Workspace, 'edit'>,
): void {
  for (const { file, find, replace } of edits) workspace.edit(`${tool}/${file}`, find, replace);
}

export function removeDependency(
  tool: string,
  { addDependency: edits }: Example,
  workspace: Pick<Workspace, 'edit'>,
): void {
  for (const { file, find, replace } of edits) workspace.edit(`${tool}/${file}`, replace, find);
}
