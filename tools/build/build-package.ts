import { buildSync } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '../repository-root';

export const packageRoot = join(repositoryRoot, 'packages', 'nx-docker-cache');

/** Compiles the package to `dist/` (CommonJS and types) and adds the files that are not compiled. Ends the process on errors. */
export function buildPackage(): void {
  rmSync(join(packageRoot, 'dist'), { recursive: true, force: true });
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(packageRoot, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  bundle();
  copySchemas();
  for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(repositoryRoot, file), join(packageRoot, file));
  copyDocs();
}

/** The pages that messages name (`docsPage`), without the pictures: they would be most of the package. */
function copyDocs(): void {
  const target = join(packageRoot, 'docs');
  rmSync(target, { recursive: true, force: true });
  cpSync(join(repositoryRoot, 'docs'), target, {
    recursive: true,
    filter: (file) => basename(file) !== 'pictures',
  });
}

/**
 * What is loaded as a whole when a Dockerfile has changed: Node takes longer to find its ninety modules than it then takes to
 * read the Dockerfile. Nothing else of the package loads these modules by way of this one.
 */
const BUNDLED = ['plugin/read-project.js'] as const;

function bundle(): void {
  const dist = join(packageRoot, 'dist');
  buildSync({
    entryPoints: BUNDLED.map((file) => join(dist, file)),
    outbase: dist,
    outdir: dist,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
}

function copySchemas(): void {
  const source = join(packageRoot, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('schema.json'))) {
    const target = join(packageRoot, 'dist', file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(source, file), target);
  }
}
