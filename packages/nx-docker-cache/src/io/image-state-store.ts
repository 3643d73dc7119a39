import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  readImageState,
  readTargetRegistry,
  type ImageState,
  type TargetRegistry,
} from '../image-state/state';
import { cloneFolder } from './clone-folder';
import { readBoundFile, writeBoundFile } from './bound-file';
import { changedSince } from './changed-since';
import { isRecord } from './json';
import type { ImageObservation } from './world';

/**
 * What is remembered about the images of one workspace, below the folder for data that Nx gives its plugins.
 * Reads never fail (what cannot be read is absent). Writes are made so that processes may work side by side without
 * locks: each file is replaced whole, and a run's claims are files that only one process can create.
 */
export interface ImageStateStore {
  state(variable: string): ImageState | undefined;
  writeState(variable: string, state: ImageState): void;
  removeState(variable: string): void;
  registry(): TargetRegistry | undefined;
  writeRegistry(registry: TargetRegistry): void;
  observation(): ImageObservation | undefined;
  writeObservation(observation: ImageObservation): void;
  /** Makes the run known: only a known run can be adopted as a generation. Forgets runs of days gone by. */
  startRun(run: string): void;
  /** True for the first task of a known run that claims the variable, and never again for this run. */
  claim(run: string, variable: string): boolean;
  /** After this no task of the run can adopt the variable; one that has done so sees it in `isSpoilt`. */
  spoil(run: string, variable: string): void;
  isSpoilt(run: string, variable: string): boolean;
  /** True when one of the files or folders, or something below, may have changed since the run started. */
  changedSinceStart(run: string, paths: readonly string[]): boolean;
}

/** A build that takes longer than this is not found again, which costs one more. */
const RUN_KEPT_MS = 48 * 3600 * 1000;

/** @param workspaceData the folder that Nx gives its plugins; clones of a workspace may share it. */
export function imageStateStore(workspaceData: string, workspaceRoot: string): ImageStateStore {
  const folder = cloneFolder(workspaceData, workspaceRoot);
  const stateFile = (variable: string): string => join(folder, 'images', `${variable}.json`);
  const registryFile = join(folder, 'targets.json');
  const observationFile = join(folder, 'observation.json');
  const runs = join(folder, 'runs');
  const mark = (run: string, name: string): string => join(runs, run, name);
  return {
    state: (variable) => readImageState(readBoundFile(stateFile(variable))),
    writeState: (variable, state) => {
      writeBoundFile(stateFile(variable), state);
    },
    removeState: (variable) => {
      rmSync(stateFile(variable), { force: true });
    },
    registry: () => readTargetRegistry(readBoundFile(registryFile)),
    writeRegistry: (registry) => {
      writeBoundFile(registryFile, registry);
    },
    observation: () => readObservation(readBoundFile(observationFile)),
    writeObservation: (observation) => {
      writeBoundFile(observationFile, observation);
    },
    startRun: (run) => {
      mkdirSync(join(runs, run), { recursive: true });
      createNew(mark(run, STARTED));
      removeOldRuns(runs);
    },
    claim: (run, variable) => createNew(mark(run, variable)),
    spoil: (run, variable) => {
      createNew(mark(run, `${variable}.spoilt`));
    },
    isSpoilt: (run, variable) => existsSync(mark(run, `${variable}.spoilt`)),
    changedSinceStart: (run, paths) => changedSince(mark(run, STARTED), paths),
  };
}

const STARTED = 'started';

/** False when the file is there already, or its folder is not. */
function createNew(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    // No `instanceof`: jest runs tests in a realm of their own, with another Error.
    if (isRecord(error) && (error['code'] === 'EEXIST' || error['code'] === 'ENOENT')) return false;
    throw error;
  }
}

function removeOldRuns(runs: string): void {
  const oldest = Date.now() - RUN_KEPT_MS;
  for (const name of readdirSync(runs)) {
    const run = join(runs, name);
    const facts = statSync(run, { throwIfNoEntry: false });
    if (facts !== undefined && facts.mtimeMs < oldest) rmSync(run, { recursive: true, force: true });
  }
}

function readObservation(value: unknown): ImageObservation | undefined {
  if (!isRecord(value)) return undefined;
  const { engine, ids, references, cursor } = value;
  if (!isRecord(engine) || !isRecord(ids) || !Array.isArray(references)) return undefined;
  const { id, version, containerdStore } = engine;
  if (typeof id !== 'string' || typeof version !== 'string' || typeof containerdStore !== 'boolean')
    return undefined;
  return {
    engine: { id, version, containerdStore },
    ids: Object.fromEntries(
      Object.entries(ids).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    ),
    references: references.filter((reference) => typeof reference === 'string'),
    cursor: typeof cursor === 'string' ? cursor : undefined,
  };
}
