import { rmSync } from 'node:fs';
import { cacheFolder, usualCacheFolder } from '../cache-folder';
import { ensureNetwork, isUp, startDaemon, stopDaemon } from './daemon';
import type { DaemonSettings } from './daemon-config';
import { readHost, whyNotHere } from './host';
import { type EngineEnvironment, environmentOf, type EngineLayout, layoutOf } from './layout';
import { runningDaemon, signal } from './leftovers';
import { withLock } from './lock';
import { ensurePackages, type Say } from './packages';
import { buildxVersion, presentEngine } from './present-engine';
import { run } from './run-process';
import { type ImageStore, type Suite, SUITE_FACTS, suitesToTry } from './suites';
import { ensureSystemPrograms } from './system-packages';

export interface EngineOptions {
  /** Asks for a private engine of this suite, also where another engine works. Default: the newest that can be had. */
  readonly suite?: Suite;
  /** The folder of a private instance of its own; default: the one that all clones of the repository share. */
  readonly stateDir?: string;
  /** Where the engine keeps images and cache; default: `data` in the state folder. */
  readonly dataRoot?: string;
  /** Default: what this engine's version does by itself. */
  readonly imageStore?: ImageStore;
  /** Further settings for daemon.json, taken when the engine is started. */
  readonly daemonSettings?: DaemonSettings;
  /** The environment in which an engine is looked for; default: the process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Gets what is going on, a line each. */
  readonly say?: Say;
}

export interface EngineHandle {
  /** To be added to the environment of everything that is to use this engine; empty when it is there anyway. */
  readonly env: Readonly<Record<string, string>>;
  /** The engine's version: `28.5.2`. */
  readonly version: string;
  /** undefined: this engine has no buildx (bookworm). */
  readonly buildx: string | undefined;
  /** False for an engine that was there, of which nothing but what one makes oneself may be changed. */
  readonly provisioned: boolean;
  readonly suite: Suite | undefined;
}

/** An engine of ours, which tests may also stop and kill. */
export interface PrivateEngine extends EngineHandle {
  readonly env: EngineEnvironment;
  readonly suite: Suite;
  readonly layout: EngineLayout;
  /** Stops it in good order. */
  stop(): Promise<void>;
  /** Ends dockerd at once (SIGKILL), as a crash would; what it leaves behind stays until the next start. */
  kill(): void;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Stops it and deletes its state folder and its data; the suite's packages stay when they are shared. */
  remove(): Promise<void>;
}

/**
 * The engine to work with: the one of the environment when it works, else a private one, provisioned from Debian's
 * packages where needed. Throws an EngineError that says what to install where neither can be had.
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<EngineHandle> {
  const { suite, stateDir, env = process.env, say = () => undefined } = options;
  const present = await presentEngine(env);
  if (present.kind === 'usable' && suite === undefined && stateDir === undefined) {
    return {
      env: {},
      version: present.version,
      buildx: present.buildx,
      provisioned: false,
      suite: undefined,
    };
  }
  const reason = present.kind === 'usable' ? 'a private engine was asked for' : present.reason;
  const refusal = whyNotHere(readHost(), reason);
  if (refusal !== undefined) throw refusal;
  const [first = 'sid', second] = suitesToTry(suite);
  try {
    return await privateEngine({ ...options, suite: first });
  } catch (error) {
    if (second === undefined) throw error;
    say(`${(error as Error).message}\nfalling back to ${second}`);
    return await privateEngine({ ...options, suite: second });
  }
}

/** An engine of ours of the given suite, up. Two processes that ask for the same one at once get the same one. */
export async function privateEngine(
  options: EngineOptions & { readonly suite: Suite },
): Promise<PrivateEngine> {
  const {
    suite,
    imageStore = SUITE_FACTS[suite].imageStore,
    daemonSettings,
    say = () => undefined,
  } = options;
  const layout = layoutFor(options);
  const up = async (): Promise<void> => {
    if (await isUp(layout)) {
      await ensureNetwork(layout);
      return;
    }
    say(`starting the engine of ${suite} (${layout.stateDir})`);
    await startDaemon(layout, { imageStore, ...(daemonSettings !== undefined && { extra: daemonSettings }) });
  };
  const waiting = (): void => {
    say('waiting for another process that prepares an engine');
  };
  const locked = (action: () => Promise<void>): Promise<void> => withLock(layout.stateDir, action, waiting);
  await withLock('provision', () => provision(layout, say), waiting);
  await locked(up);
  return {
    ...(await describe(layout)),
    stop: () => locked(() => stopDaemon(layout)),
    start: () => locked(up),
    kill: () => {
      const pid = runningDaemon(layout);
      if (pid !== undefined) signal(pid, 'SIGKILL');
    },
    remove: () => locked(() => removeEngine(layout)),
  };
}

/** The folders of the engine that these options mean, whether it exists or not. */
export function layoutFor({
  suite,
  stateDir,
  dataRoot,
  env = process.env,
}: EngineOptions & { readonly suite: Suite }): EngineLayout {
  return layoutOf({
    suite,
    cacheFolder: cacheFolder(env),
    usualCacheFolder: usualCacheFolder(),
    ...(stateDir !== undefined && { stateDir }),
    ...(dataRoot !== undefined && { dataRoot }),
  });
}

async function provision(layout: EngineLayout, say: Say): Promise<void> {
  const programs = { runc: 'runc', tini: 'tini', iptables: 'iptables', ip: 'iproute2' };
  await ensureSystemPrograms(programs, say, SUITE_FACTS[layout.suite].libraries);
  await ensurePackages(layout, readHost().codename, say);
}

async function describe(
  layout: EngineLayout,
): Promise<Omit<PrivateEngine, 'stop' | 'start' | 'kill' | 'remove'>> {
  const env = environmentOf(layout, process.env['PATH'] ?? '');
  const all = { ...process.env, ...env };
  const { stdout } = await run('docker', ['version', '--format', '{{.Server.Version}}'], { env: all });
  const buildx = await buildxVersion(all);
  return { env, layout, suite: layout.suite, version: stdout.trim(), buildx, provisioned: true };
}

async function removeEngine(layout: EngineLayout): Promise<void> {
  await stopDaemon(layout);
  const own =
    layout.stateDir === layout.packagesDir
      ? [layout.dataRoot, layout.dockerConfig, layout.daemonJson, layout.log]
      : [layout.stateDir, layout.dataRoot];
  own.forEach((path) => {
    rmSync(path, { recursive: true, force: true });
  });
}
