import * as path from 'node:path';
import type { CarriedMount } from '../../cache/carry/carried-mounts';
import { readCopied, savingBuild } from '../../cache/carry/copy-dockerfiles';
import {
  archiveFile,
  MANIFEST_FILE,
  MANIFEST_SCHEMA_VERSION,
  readManifest,
  type ArchivedMount,
  type ArchiveManifest,
} from '../../cache/carry/manifest';
import { namesOf, onlyCarried } from '../../cache/carry/named-mounts';
import { planSave, withinBytes, type SavePlan, type Skip } from '../../cache/carry/plan-carry';
import type { CarriedResult, FailedCopy } from '../../cache/carry/report';
import { shownKey } from '../../cache/mount-key';
import { fileNotWritten } from '../../errors/file-not-written';
import type { World } from '../../io/world';
import { printable } from '../../text/printable';
import { readBuilder, readRecords, type SeenBuilder } from '../cache-status/read-builder';
import type { SaveRequest } from './carry-request';
import {
  assertNamed,
  copyInterrupted,
  copyToken,
  printCarry,
  sayCopy,
  shownFolder,
  withCompany,
} from './carry-session';
import { giveBackCopies } from './left-copies';
import { readCarried } from './read-carried';
import { runCopy, type CopyCompany } from './run-copy';

/**
 * Copies the projects' cache mounts out of the builder into a folder. What an earlier save left there is replaced once the new
 * archive is whole.
 * @returns whether every mount that was to be saved is
 * @throws ProductError for a builder that does not answer, a Dockerfile that cannot be read, FILE_NOT_WRITTEN
 */
export async function runSaveCache(world: World, request: SaveRequest): Promise<boolean> {
  const begun = world.clock.monotonic();
  const builder = await readBuilder(world, request.builder);
  const declared = await readCarried(world, request, builder.facts.platform);
  assertNamed(request.only, namesOf(declared));
  const carried = onlyCarried(declared, request.only);
  const { records } = await readRecords(world, builder);
  const plan = planSave(carried, records, request);
  const report = { action: 'save', dryRun: request.dryRun, folder: shownFolder(request) } as const;
  if (request.dryRun) {
    const planned = plan.saves.map(({ mount, bytes }) =>
      resultOf(mount, bytes === undefined ? {} : { bytes }),
    );
    printCarry(world, request, { ...report, carried: planned, skipped: plan.skipped, failed: [] });
    return true;
  }
  const done = await withCompany(world, builder, (company) =>
    saveAll(world, request, { plan, builder, company }),
  );
  const left = await giveBackCopies(world, builder, done.tokens);
  printCarry(world, request, {
    ...report,
    carried: done.saved.map(({ mount, archived, seconds }) =>
      resultOf(mount, {
        bytes: archived.bytes,
        ...(archived.files !== undefined && { files: archived.files }),
        seconds,
      }),
    ),
    skipped: [...plan.skipped, ...done.skipped],
    failed: done.failed,
    seconds: Math.round(world.clock.monotonic() - begun) / 1000,
    ...(left !== undefined && { left }),
  });
  return done.failed.length === 0;
}

interface SavedMount {
  readonly mount: CarriedMount;
  readonly archived: ArchivedMount;
  readonly bytes: number;
  readonly seconds: number;
}

interface Saved {
  readonly saved: readonly SavedMount[];
  readonly skipped: readonly Skip[];
  readonly failed: readonly FailedCopy[];
  readonly tokens: readonly string[];
}

type OneSaved =
  | ({ readonly kind: 'saved' } & SavedMount)
  | { readonly kind: 'skipped'; readonly skip: Skip }
  | { readonly kind: 'failed'; readonly failed: FailedCopy };

async function saveAll(
  world: World,
  request: SaveRequest,
  {
    plan,
    builder,
    company,
  }: { readonly plan: SavePlan; readonly builder: SeenBuilder; readonly company: CopyCompany },
): Promise<Saved> {
  const tokens: string[] = [];
  const results: OneSaved[] = [];
  try {
    // git, Nx and the build contexts of git have nothing to do with it.
    await writeInto(world, request, '.gitignore', '*\n');
    for (const { mount, bytes } of plan.saves) {
      const token = copyToken(world);
      tokens.push(token);
      results.push(await saveOne(world, request, { mount, heldBytes: bytes }, { ...company, token }));
    }
    const saved = results.flatMap((each) => (each.kind === 'saved' ? [each] : []));
    const { kept, leftOut } = withinBytes(saved, request.maxBytes);
    await replaceArchive(world, request, builder, { kept, leftOut });
    return {
      saved: kept,
      skipped: [
        ...results.flatMap((each) => (each.kind === 'skipped' ? [each.skip] : [])),
        ...leftOut.map(({ mount, bytes }): Skip => ({ ...named(mount), reason: 'too-large', bytes })),
      ],
      failed: results.flatMap((each) => (each.kind === 'failed' ? [each.failed] : [])),
      tokens,
    };
  } catch (error) {
    // Without a manifest that names them they are nothing but bytes.
    for (const each of results)
      if (each.kind === 'saved') await world.files.remove(path.join(request.folder, each.archived.file));
    throw error;
  }
}

async function saveOne(
  world: World,
  { folder, json }: SaveRequest,
  { mount, heldBytes }: { readonly mount: CarriedMount; readonly heldBytes: number | undefined },
  { token, ...company }: CopyCompany & { readonly token: string },
): Promise<OneSaved> {
  const file = archiveFile(mount, token);
  const [final, temporary] = [path.join(folder, file), path.join(folder, `.${file}.tmp`)];
  if (!json) sayCopy(world, `saving ${printable(shownKey(mount.key))}`);
  try {
    const result = await runCopy(world, mount, savingBuild(mount, token), company, {
      context: undefined,
      archive: temporary,
    });
    if (company.signal.aborted)
      throw copyInterrupted('the saving', 'save again: the earlier archive, if there was one, is as it was');
    if (result.kind === 'failed') return { kind: 'failed', failed: { ...named(mount), why: result.why } };
    const { isEmpty, files } = readCopied(result.progress, token);
    if (isEmpty) return { kind: 'skipped', skip: { ...named(mount), reason: 'empty' } };
    const bytes = (await world.files.facts(temporary))?.size ?? 0;
    await world.files.move(temporary, final);
    const { key, target, owner, tool } = mount;
    return {
      kind: 'saved',
      mount,
      bytes,
      seconds: result.seconds,
      archived: {
        key,
        target,
        owner,
        ...(tool !== undefined && { tool }),
        file,
        bytes,
        ...(heldBytes !== undefined && { heldBytes }),
        ...(files !== undefined && { files }),
      },
    };
  } finally {
    await world.files.remove(temporary);
  }
}

/** The new manifest takes the place of the old one at once; then the files that only the old one names go. */
async function replaceArchive(
  world: World,
  request: SaveRequest,
  { facts: { platform } }: SeenBuilder,
  { kept, leftOut }: { readonly kept: readonly SavedMount[]; readonly leftOut: readonly SavedMount[] },
): Promise<void> {
  const { files, clock } = world;
  const before = await earlierFiles(world, request);
  const manifest: ArchiveManifest = {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    savedAt: clock.now(),
    ...(platform !== undefined && { platform }),
    mounts: kept.map(({ archived }) => archived),
  };
  await writeInto(world, request, MANIFEST_FILE, `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const file of [...before, ...leftOut.map(({ archived }) => archived.file)])
    await files.remove(path.join(request.folder, file));
}

async function earlierFiles(
  { files }: Pick<World, 'files'>,
  { folder }: SaveRequest,
): Promise<readonly string[]> {
  const text = await files.read(path.join(folder, MANIFEST_FILE)).catch(() => undefined);
  if (text === undefined) return [];
  const read = readManifest(Buffer.from(text).toString('utf8'));
  return read.kind === 'read' ? read.manifest.mounts.map(({ file }) => file) : [];
}

async function writeInto(world: World, request: SaveRequest, name: string, text: string): Promise<void> {
  await world.files.write(path.join(request.folder, name), text).catch((cause: unknown) => {
    throw fileNotWritten(
      (names) => ({
        what: 'the archive of the cache mounts cannot be written',
        where: `${shownFolder(request)}/${name}`,
        next: `make room or correct ${names('to')}`,
      }),
      cause,
    );
  });
}

function named({ key, target }: CarriedMount): { readonly id: string; readonly target: string } {
  return { id: shownKey(key), target };
}

function resultOf(
  mount: CarriedMount,
  measured: Pick<CarriedResult, 'bytes' | 'files' | 'seconds'>,
): CarriedResult {
  const { key, tool } = mount;
  return { key, ...named(mount), ...(tool !== undefined && { tool }), ...measured };
}
