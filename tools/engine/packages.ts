import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AptSourceFile, distributionArchive, readAptSources, renderSources } from './apt-sources';
import { EngineError } from './engine-error';
import type { EngineLayout } from './layout';
import { lastLines, run, type RunResult } from './run-process';
import { type Suite, SUITE_FACTS } from './suites';

export type Say = (line: string) => void;

/** Written last: a folder with this file holds whole packages. */
const MANIFEST = 'packages.json';

/**
 * Downloads the suite's packages from the archive that the host's apt uses and unpacks them into the layout's root.
 * apt works on folders of its own: the system's lists and packages stay as they are.
 */
export async function ensurePackages(layout: EngineLayout, codename: string, say: Say): Promise<void> {
  if (existsSync(join(layout.packagesDir, MANIFEST))) return;
  const { suite, packagesDir } = layout;
  say(`downloading the packages of ${suite}: ${SUITE_FACTS[suite].packages.join(', ')} (about 90 MB)`);
  const staging = join(packagesDir, 'staging');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(join(staging, 'lists', 'partial'), { recursive: true });
  const debs = await download(suite, staging, codename);
  say('unpacking');
  const root = join(staging, 'root');
  for (const deb of debs) await succeed(suite, 'dpkg', ['-x', deb, root]);
  await succeed(suite, join(root, 'usr/sbin/dockerd'), ['--version']);
  rmSync(layout.root, { recursive: true, force: true });
  renameSync(root, layout.root);
  writeFileSync(
    join(packagesDir, MANIFEST),
    `${JSON.stringify(
      debs.map((deb) => basename(deb)),
      null,
      2,
    )}\n`,
  );
  rmSync(staging, { recursive: true, force: true });
}

async function download(suite: Suite, staging: string, codename: string): Promise<readonly string[]> {
  const options = privateApt(suite, staging, codename);
  await succeed(suite, 'apt-get', [...options, 'update']);
  const packages = SUITE_FACTS[suite].packages.map((name) => `${name}/${suite}`);
  await succeed(suite, 'apt-get', [...options, 'download', ...packages], staging);
  return readdirSync(staging)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(staging, name));
}

/** The options that make apt read the suite's list only, and keep what it learns in the staging folder. */
function privateApt(suite: Suite, staging: string, codename: string): readonly string[] {
  const archive = distributionArchive(readAptSources(hostSources()), codename);
  if (archive === undefined) {
    throw new EngineError(`no Debian archive in this machine's apt configuration`, {
      why: `neither /etc/apt/sources.list nor /etc/apt/sources.list.d names the suite ${codename}`,
      next: 'add the archive of the distribution to the apt sources, or install docker and buildx by hand',
    });
  }
  const list = join(staging, 'engine.sources');
  writeFileSync(list, renderSources(archive, [suite]));
  return [
    '-qq',
    `-oDir::Etc::SourceList=${list}`,
    '-oDir::Etc::SourceParts=/dev/null',
    `-oDir::State::Lists=${join(staging, 'lists')}`,
    '-oDir::Cache::pkgcache=',
    '-oDir::Cache::srcpkgcache=',
    '-oAPT::Sandbox::User=root', // the staging folder is below a home folder that apt's own user cannot enter
    '-oAcquire::Languages=none',
    '-oAcquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
    '-oAcquire::Retries=3',
  ];
}

/** The files of the host's apt configuration that name archives. */
export function hostSources(): readonly AptSourceFile[] {
  const parts = '/etc/apt/sources.list.d';
  const names = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  return ['/etc/apt/sources.list', ...names.sort()]
    .filter((name) => existsSync(name))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}

async function succeed(
  suite: Suite,
  file: string,
  args: readonly string[],
  cwd?: string,
): Promise<RunResult> {
  const result = await run(file, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (result.status === 0) return result;
  throw new EngineError(
    `cannot provide the engine of ${suite}: ${basename(file)} ${args.at(-1) ?? ''} failed`,
    {
      why: lastLines(result.stderr || result.stdout),
      next: 'check that apt works on this machine (`apt-get update`), or choose another suite with --suite',
    },
  );
}
