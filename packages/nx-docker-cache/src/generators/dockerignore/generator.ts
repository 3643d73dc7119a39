import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import { dockerfileOfBytes } from '../../dockerfile/dockerfile-of-bytes';
import { ProductError } from '../../errors/product-error';
import { readIgnoreFile } from '../../context/ignore-file';
import { planIgnore } from '../../ignore/plan-ignore';
import { renderIgnorePlan } from '../../ignore/render-ignore-plan';
import { chosenDockerfiles, type ProjectDockerfile } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import { contextFolderIn, ignoreFileIn, treeFiles } from '../tree-context';
import { writeInside } from '../write-inside';
import type { DockerignoreGeneratorSchema } from './schema';

/** An ignore file, there or not yet, and the Dockerfiles whose builds it is in force for. */
interface IgnoreFile {
  readonly file: string;
  readonly folder: string;
  readonly dockerfiles: readonly string[];
}

/**
 * `nx g dockerignore`: the ignore files of the Dockerfiles of a project, or of all.
 * @throws ProductError as `chosenDockerfiles`, DOCKERFILE_SYNTAX, DOCKERFILE_NOT_UTF8, IGNORE_FILE_INVALID
 */
export default async function dockerignoreGenerator(
  tree: Tree,
  options: DockerignoreGeneratorSchema,
  { terminal, projects }: GeneratorSurroundings = realSurroundings(),
): Promise<void> {
  const sources = projects(tree);
  const chosen = await chosenDockerfiles(tree, options, sources);
  const known = await chosenDockerfiles(tree, { all: true }, sources);
  for (const ignoreFile of ignoreFilesOf(tree, chosen, known)) {
    try {
      terminal.out(complete(tree, ignoreFile));
    } catch (error) {
      // With --all one file that cannot be read keeps no other from its lines.
      if (options.all !== true || !(error instanceof ProductError)) throw error;
      terminal.err(`${error.message}\n`);
    }
  }
}

/** Those of the chosen Dockerfiles, each with everybody who builds under it. */
function ignoreFilesOf(
  tree: Tree,
  chosen: readonly ProjectDockerfile[],
  known: readonly ProjectDockerfile[],
): readonly IgnoreFile[] {
  const place = (dockerfile: ProjectDockerfile): Omit<IgnoreFile, 'dockerfiles'> => {
    const folder = contextFolderIn(tree, { ...dockerfile, written: dockerfile.context });
    return { folder, file: ignoreFileIn(tree, dockerfile.file, folder) ?? newFile(dockerfile.file, folder) };
  };
  const wanted = new Map(chosen.map((each) => [place(each).file, place(each)]));
  const all = [...new Map([...chosen, ...known].map((each) => [each.file, each])).values()];
  return [...wanted.values()].map((ignoreFile) => ({
    ...ignoreFile,
    dockerfiles: all.filter((each) => place(each).file === ignoreFile.file).map(({ file }) => file),
  }));
}

/** The workspace is the context of many: each gets an ignore file of its own there, beside its Dockerfile. */
function newFile(dockerfile: string, folder: string): string {
  return folder === '.' && dockerfile !== 'Dockerfile'
    ? `${dockerfile}.dockerignore`
    : join(folder, '.dockerignore');
}

/** @returns what is said of it */
function complete(tree: Tree, { file, folder, dockerfiles }: IgnoreFile): string {
  const text = tree.read(file, 'utf8') ?? undefined;
  const plan = planIgnore({
    text,
    context: treeFiles(tree, folder),
    dockerfiles: dockerfiles.map(
      (each) => dockerfileOfBytes(each, tree.read(each) ?? new Uint8Array()).dockerfile,
    ),
  });
  if (plan === undefined) throw refused(file, text);
  if (plan.blocks.length > 0) writeInside(tree, file, plan.text);
  return renderIgnorePlan(file, plan);
}

function refused(file: string, text: string | undefined): ProductError {
  const rules = readIgnoreFile(text);
  return new ProductError({
    code: 'IGNORE_FILE_INVALID',
    what: 'The engine refuses this ignore file, so nothing was written',
    where: file,
    ...('problem' in rules && { why: rules.problem }),
    next: 'correct the pattern: with it no build of this context succeeds',
  });
}
