import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/repository-root';
import { makeFolderOnce } from './once';
import { runOrFail } from './run-program';
import { scratchFolder } from './scratch-folder';

/** The packages of a workspace, name → version or range, without the plugin itself. */
export type Packages = Readonly<Record<string, string>>;

/** The versions of Nx that this repository works with. */
export function ownNx(): Packages {
  const { devDependencies } = readPackageJson(join(repositoryRoot, 'package.json'));
  return {
    nx: devDependencies?.['nx'] ?? 'latest',
    '@nx/devkit': devDependencies?.['@nx/devkit'] ?? 'latest',
  };
}

/** A folder with a node_modules of these packages and of what the plugin needs, installed once for all tests. */
export async function installedPackages(packages: Packages): Promise<string> {
  const { dependencies } = readPackageJson(
    join(repositoryRoot, 'packages', 'nx-docker-cache', 'package.json'),
  );
  const all = { ...dependencies, ...packages };
  const digest = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
  return makeFolderOnce(join(scratchFolder('packages'), digest), async (empty) => {
    writeFileSync(
      join(empty, 'package.json'),
      JSON.stringify({ name: 'packages', version: '0.0.0', private: true, dependencies: all }),
    );
    await runOrFail('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: empty });
  });
}

interface PackageJson {
  readonly dependencies?: Packages;
  readonly devDependencies?: Packages;
}

function readPackageJson(file: string): PackageJson {
  return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
}
