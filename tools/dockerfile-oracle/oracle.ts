import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder';

/** Answers as the Go program prints them: what they hold depends on the request. */
export type OracleRequest =
  | { readonly dockerfile: string }
  | { readonly word: WordQuestion }
  | { readonly mount: { readonly value: string; readonly environment: Readonly<Record<string, string>> } };

export interface WordQuestion {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly escape: string;
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  readonly ignoreQuotes?: boolean;
  readonly keepUnset?: boolean;
}

export interface WordAnswer {
  readonly text: string;
  readonly words?: readonly string[];
  readonly error?: string;
}

/** BuildKit's `Mount`, or why there is none. */
export interface MountAnswer {
  readonly mount?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

/** Whether the oracle can be built here. */
export function goIsPresent(): boolean {
  return spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;
}

/** Asks BuildKit's own code, all questions in one process. */
export function askOracle(requests: readonly OracleRequest[]): unknown[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const { status, stdout, stderr, error } = spawnSync(oracleBinary(), {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { PATH: process.env['PATH'] },
  });
  if (status !== 0) throw new Error(`the oracle failed: ${error?.message ?? ''}\n${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

/** The program, built when its sources are new. It lives in the user's cache folder, named by the hash of the sources. */
function oracleBinary(): string {
  const sources = readdirSync(__dirname)
    .filter((name) => /\.go$|^go\.(mod|sum)$/.test(name))
    .sort();
  const hash = createHash('sha256');
  for (const name of sources) hash.update(name).update(readFileSync(join(__dirname, name)));
  const folder = join(cacheFolder(), 'dockerfile-oracle');
  const binary = join(folder, hash.digest('hex').slice(0, 16));
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('go', ['build', '-o', binary, '.'], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the oracle does not build:\n${stderr}`);
  return binary;
}
