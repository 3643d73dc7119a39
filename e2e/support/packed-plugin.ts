import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/repository-root';
import { makeFolderOnce } from './once';
import { runOrFail } from './run-program';
import { scratchFolder } from './scratch-folder';

const packageRoot = join(repositoryRoot, 'packages', 'nx-docker-cache');

export interface PackedPlugin {
  /** What `npm pack` made. */
  readonly tarball: string;
  /** The same unpacked: a folder `nx-docker-cache` for a node_modules. */
  readonly folder: string;
}

/**
 * The plugin as it would be published: compiled and packed from the sources as they are now, in a folder of its own,
 * so that it disturbs no build that runs at the same time. Made once for all tests of the same sources.
 */
export async function packedPlugin(): Promise<PackedPlugin> {
  const folder = await makeFolderOnce(join(scratchFolder('plugin'), digestOfSources()), async (empty) => {
    const copy = join(empty, 'package');
    await compile(copy);
    await runOrFail('npm', ['pack', '--pack-destination', empty], { cwd: copy });
    await runOrFail(
      'tar',
      ['xzf', tarballIn(empty), '-C', empty, '--one-top-level=unpacked', '--strip-components=1'],
      {
        cwd: empty,
      },
    );
  });
  return { tarball: tarballIn(folder), folder: join(folder, 'unpacked') };
}

function tarballIn(folder: string): string {
  const name = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
  return join(folder, name);
}

async function compile(copy: string): Promise<void> {
  mkdirSync(copy);
  for (const entry of readdirSync(packageRoot).filter(
    (name) => !['dist', 'docs', 'node_modules', 'src'].includes(name),
  ))
    cpSync(join(packageRoot, entry), join(copy, entry), { recursive: true });
  cpSync(join(repositoryRoot, 'docs'), join(copy, 'docs'), { recursive: true });
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const config = join(packageRoot, 'tsconfig.build.json');
  const outDir = join(copy, 'dist');
  await runOrFail(process.execPath, [tsc, '-p', config, '--outDir', outDir], { cwd: repositoryRoot });
  for (const file of sourceFiles().filter((name) => name.endsWith('schema.json')))
    cpSync(join(packageRoot, 'src', file), join(outDir, file), { recursive: true });
}

function sourceFiles(): string[] {
  return readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' }).sort();
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  const others = ['package.json', 'executors.json', 'generators.json', 'tsconfig.build.json'].map((name) =>
    join(packageRoot, name),
  );
  const sources = sourceFiles()
    .filter((name) => /(?<!\.spec)\.(ts|json)$/.test(name))
    .map((name) => join(packageRoot, 'src', name));
  for (const file of [...others, ...sources].filter((name) => existsSync(name)))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}
