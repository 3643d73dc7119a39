import { isInFolder } from '../../build/in-folder';
import { CARRY_SCHEMA_VERSION, type CarryReport } from '../../cache/carry/report';
import { renderCarry } from '../../cache/carry/render-carry';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { interruption } from '../build/interruption';
import { pathFrom } from '../build/shown-path';
import type { SeenBuilder } from '../cache-status/read-builder';
import type { CarryRequest } from './carry-request';
import type { CopyCompany } from './run-copy';

/** @throws ProductError OPTION_TYPE for a word that names none of the mounts there are */
export function assertNamed(only: readonly string[], names: readonly string[]): void {
  const unknown = only.find((word) => !names.includes(word));
  if (unknown === undefined) return;
  throw new ProductError((options) => ({
    code: 'OPTION_TYPE',
    what: `${options('only')} names no cache mount with ${JSON.stringify(unknown)}`,
    why: names.length === 0 ? 'there are no cache mounts' : `what can be named: ${names.join(', ')}`,
    next: 'correct the word, or leave the option out',
  }));
}

/** Copies with a folder for the time of the work, which Ctrl-C ends. */
export async function withCompany<T>(
  world: World,
  { facts: { name } }: SeenBuilder,
  copy: (company: CopyCompany) => Promise<T>,
): Promise<T> {
  const interrupt = interruption(world);
  const scratch = await world.files.temporaryFolder('nx-docker-cache-');
  try {
    return await copy({ scratch, builder: name, signal: interrupt.signal });
  } finally {
    await world.files.remove(scratch);
    interrupt.release();
  }
}

/** A copy that Ctrl-C ended. */
export function copyInterrupted(what: string, next: string): ProductError {
  return new ProductError({ code: 'BUILD_INTERRUPTED', what: `${what} was interrupted`, next });
}

/** The folder of the archive as people know it. */
export function shownFolder({
  folder,
  workspaceRoot,
}: Pick<CarryRequest, 'folder' | 'workspaceRoot'>): string {
  return isInFolder(folder, workspaceRoot) ? pathFrom(workspaceRoot, folder) : folder;
}

export function printCarry(
  { terminal }: Pick<World, 'terminal'>,
  { json }: Pick<CarryRequest, 'json'>,
  report: Omit<CarryReport, 'schemaVersion' | 'bytes'>,
): void {
  const bytes = report.carried.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const whole: CarryReport = { schemaVersion: CARRY_SCHEMA_VERSION, ...report, bytes };
  terminal.out(json ? `${JSON.stringify(whole)}\n` : renderCarry(whole, terminal.columns));
}

/** Said while something is copied: it may take long. */
export function sayCopy({ terminal }: Pick<World, 'terminal'>, text: string): void {
  terminal.err(`${text}\n`);
}

/** Twelve digits: enough to name the copies of one builder, and few enough for names of files. */
export function copyToken({ uuid }: Pick<World, 'uuid'>): string {
  return uuid().replaceAll('-', '').slice(-12);
}
