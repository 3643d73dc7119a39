import * as path from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { ProductError } from '../errors/product-error';
import { nxProgram } from '../io/nx-program';
import { hasSucceeded } from '../io/process-result';
import type { ProcessResult, World } from '../io/world';

/**
 * The projects of a workspace as its own Nx sees them, with all inferred targets, by name.
 * @throws ProductError PROJECTS_NOT_READ
 */
export async function nxProjects(
  { processes, files }: Pick<World, 'processes' | 'files'>,
  root: string,
): Promise<Readonly<Record<string, ProjectConfiguration>>> {
  const program = nxProgram(root);
  if (program === undefined) throw notRead(root, 'Nx is not installed in it', 'install its packages');
  const folder = await files.temporaryFolder('nx-docker-cache-');
  const file = path.join(folder, 'graph.json');
  try {
    const result = await processes.run({
      ...program,
      args: [...program.args, 'graph', `--file=${file}`],
      cwd: root,
      env: { NX_TUI: 'false' },
    });
    if (!hasSucceeded(result)) throw notRead(root, lastLines(result), 'npx nx graph --print must work');
    const nodes = nodesOf(JSON.parse(Buffer.from(await files.read(file)).toString('utf8')));
    return Object.fromEntries(Object.entries(nodes).map(([name, { data }]) => [name, data]));
  } finally {
    await files.remove(folder);
  }
}

type Nodes = Readonly<Record<string, { readonly data: ProjectConfiguration }>>;

/** As Nx writes it (nx, command-line/graph): `{ graph: { nodes: { <name>: { data } } } }`. */
function nodesOf(written: unknown): Nodes {
  return (written as { readonly graph: { readonly nodes: Nodes } }).graph.nodes;
}

function lastLines(result: ProcessResult): string {
  if (result.kind === 'not-found') return `${result.file} is not there`;
  const text = `${result.stdout}\n${result.stderr}`.trim();
  return text.split('\n').slice(-5).join('\n') || 'Nx said nothing';
}

function notRead(root: string, why: string, next: string): ProductError {
  return new ProductError({
    code: 'PROJECTS_NOT_READ',
    what: 'the projects of the workspace cannot be read',
    where: root,
    why,
    next,
  });
}
