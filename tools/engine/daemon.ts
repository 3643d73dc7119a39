import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBridge, removeBridge } from './bridge';
import { daemonConfig, type DaemonSettings } from './daemon-config';
import { EngineError } from './engine-error';
import { ensureFirewall, removeFirewall } from './firewall';
import { environmentOf, type EngineLayout } from './layout';
import { withLock } from './lock';
import { clearLeftovers, isAlive, runningDaemon, signal } from './leftovers';
import { lastLines } from './run-process';
import type { ImageStore } from './suites';
import type { EngineSubnets } from './subnets';
import { systemProgram } from './system-packages';

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 30_000;
const ANSWER_WITHIN_MS = 60_000;

export interface StartOptions {
  readonly imageStore: ImageStore;
  readonly extra?: DaemonSettings;
}

/** Starts dockerd as a session of its own, which outlives this process, and waits until it answers. */
export async function startDaemon(layout: EngineLayout, { imageStore, extra }: StartOptions): Promise<void> {
  await stopDaemon(layout); // one that is alive but does not answer, and whatever a killed one left behind
  [layout.stateDir, layout.dataRoot, layout.runDir].forEach((folder) =>
    mkdirSync(folder, { recursive: true }),
  );
  const subnets = await ensureNetwork(layout);
  const initPath = systemProgram('tini') ?? 'docker-init';
  const settings = daemonConfig({
    layout,
    subnets,
    imageStore,
    initPath,
    ...(extra !== undefined && { extra }),
  });
  writeFileSync(layout.daemonJson, `${JSON.stringify(settings, null, 2)}\n`);
  linkPlugins(layout);
  const logStart = existsSync(layout.log) ? statSync(layout.log).size : 0;
  await waitUntilReady(layout, spawnDaemon(layout), logStart);
}

/** The engine's bridge, and its way out; also repairs what somebody else has flushed. */
export async function ensureNetwork(layout: EngineLayout): Promise<EngineSubnets> {
  const subnets = await withLock('bridges', () => ensureBridge(layout));
  await ensureFirewall(layout, subnets);
  return subnets;
}

/** Stops dockerd in good order, or by force when it does not end; then clears what is left. Safe when none runs. */
export async function stopDaemon(layout: EngineLayout): Promise<void> {
  const pid = runningDaemon(layout);
  if (pid !== undefined) {
    signal(pid, 'SIGTERM');
    for (const end = Date.now() + STOP_WITHIN_MS; isAlive(pid) && Date.now() < end;) await sleep(50);
  }
  await clearLeftovers(layout);
  await removeFirewall(layout);
  await removeBridge(layout);
  rmSync(layout.runDir, { recursive: true, force: true });
}

/** True when the engine answers; one that runs gets the time to (it may be starting, or the machine may be busy). */
export async function isUp(layout: EngineLayout): Promise<boolean> {
  for (const end = Date.now() + ANSWER_WITHIN_MS; Date.now() < end;) {
    if (await answers(layout)) return true;
    if (runningDaemon(layout) === undefined) return false;
    await sleep(100);
  }
  return false;
}

/** True when something answers on the layout's socket right now. */
export function answers(layout: EngineLayout): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath: layout.socket, path: '/_ping', timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => {
      ping.destroy(new Error('no answer'));
    });
    ping.on('error', () => {
      resolve(false);
    });
    ping.end();
  });
}

/** The result tells how the process ended, undefined while it runs. */
function spawnDaemon(layout: EngineLayout): () => string | undefined {
  const log = openSync(layout.log, 'a');
  const { PATH } = environmentOf(layout, process.env['PATH'] ?? '');
  const child = spawn(join(layout.root, 'usr/sbin/dockerd'), ['--config-file', layout.daemonJson], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, PATH },
  });
  closeSync(log);
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (status, by) => {
    ended = by ?? `exit status ${status ?? 0}`;
  });
  child.unref();
  return () => ended;
}

async function waitUntilReady(
  layout: EngineLayout,
  ended: () => string | undefined,
  logStart: number,
): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end;) {
    if (await answers(layout)) return;
    if (ended() !== undefined) break;
    await sleep(50);
  }
  const log = readFileSync(layout.log).subarray(logStart).toString('utf8');
  throw new EngineError(`the engine of ${layout.suite} did not start (${ended() ?? 'no answer'})`, {
    why: lastLines(log),
    next: `read ${layout.log}; in a container, give it --privileged and a data root that is not an overlay (--data-root)`,
  });
}

/** buildx and compose are plugins of the client: links in its configuration folder. */
function linkPlugins(layout: EngineLayout): void {
  const source = join(layout.root, 'usr/libexec/docker/cli-plugins');
  const target = join(layout.dockerConfig, 'cli-plugins');
  mkdirSync(target, { recursive: true });
  for (const name of existsSync(source) ? readdirSync(source) : []) {
    rmSync(join(target, name), { force: true });
    symlinkSync(join(source, name), join(target, name));
  }
}
