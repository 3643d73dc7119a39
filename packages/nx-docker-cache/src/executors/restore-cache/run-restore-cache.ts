import * as path from 'node:path';
import { restoringBuild } from '../../cache/carry/copy-dockerfiles';
import { MANIFEST_FILE, readManifest, type ArchiveManifest } from '../../cache/carry/manifest';
import { namesOf, onlyArchived, onlyCarried } from '../../cache/carry/named-mounts';
import { planRestore, type RestorePlan } from '../../cache/carry/plan-carry';
import type { CarriedResult, FailedCopy } from '../../cache/carry/report';
import { shownKey } from '../../cache/mount-key';
import { ProductError } from '../../errors/product-error';
import { errorCode } from '../../io/error-code';
import type { World } from '../../io/world';
import { printable } from '../../text/printable';
import { readBuilder, readRecords } from '../cache-status/read-builder';
import type { RestoreRequest } from '../save-cache/carry-request';
import {
  assertNamed,
  copyInterrupted,
  copyToken,
  printCarry,
  sayCopy,
  shownFolder,
  withCompany,
} from '../save-cache/carry-session';
import { giveBackCopies } from '../save-cache/left-copies';
import { readCarried } from '../save-cache/read-carried';
import { runCopy, type CopyCompany } from '../save-cache/run-copy';

/**
 * Copies an archive into the cache mounts that the projects' Dockerfiles have now. Nothing in a mount is removed, and what is
 * newer there stays.
 * @returns whether every mount that was to be restored is
 * @throws ProductError ARCHIVE_MISSING, ARCHIVE_INVALID, for a builder that does not answer or a Dockerfile that cannot be read
 */
export async function runRestoreCache(world: World, request: RestoreRequest): Promise<boolean> {
  const begun = world.clock.monotonic();
  const whole = await readArchive(world, request);
  const report = { action: 'restore', dryRun: request.dryRun, folder: shownFolder(request) } as const;
  if (whole === undefined) {
    if (!request.json) sayCopy(world, `there is no archive in ${printable(shownFolder(request))}`);
    printCarry(world, request, { ...report, carried: [], skipped: [], failed: [] });
    return true;
  }
  const builder = await readBuilder(world, request.builder);
  const { platform } = builder.facts;
  const declared = await readCarried(world, request, platform);
  assertNamed(request.only, namesOf(declared, whole));
  const { records } = await readRecords(world, builder);
  const manifest = onlyArchived(whole, request.only);
  const plan = planRestore(onlyCarried(declared, request.only), manifest, { records, platform });
  if (request.dryRun) {
    const planned = plan.restores.map((each) => resultOf(each));
    printCarry(world, request, { ...report, carried: planned, skipped: plan.skipped, failed: [] });
    return true;
  }
  const done = await withCompany(world, builder, (company) => restoreAll(world, request, plan, company));
  const left = await giveBackCopies(world, builder, done.tokens);
  printCarry(world, request, {
    ...report,
    carried: done.restored,
    skipped: plan.skipped,
    failed: done.failed,
    seconds: Math.round(world.clock.monotonic() - begun) / 1000,
    ...(left !== undefined && { left }),
  });
  return done.failed.length === 0;
}

interface Restored {
  readonly restored: readonly CarriedResult[];
  readonly failed: readonly FailedCopy[];
  readonly tokens: readonly string[];
}

async function restoreAll(
  world: World,
  { folder, json }: RestoreRequest,
  { restores }: RestorePlan,
  company: CopyCompany,
): Promise<Restored> {
  const done = { restored: [] as CarriedResult[], failed: [] as FailedCopy[], tokens: [] as string[] };
  for (const each of restores) {
    const { mount, archived } = each;
    const id = shownKey(mount.key);
    const token = copyToken(world);
    done.tokens.push(token);
    if (!json) sayCopy(world, `restoring ${printable(id)}`);
    const result = await runCopy(world, mount, restoringBuild(mount, archived.file, token), company, {
      context: folder,
      archive: undefined,
    });
    if (company.signal.aborted)
      throw copyInterrupted(
        'the restoring',
        `mount ${JSON.stringify(id)} may hold half a file: nx-docker-cache clear-cache <project> --mount=${id} empties it`,
      );
    if (result.kind === 'copied') done.restored.push({ ...resultOf(each), seconds: result.seconds });
    else done.failed.push({ id, target: mount.target, why: result.why });
  }
  return done;
}

function resultOf({ mount, archived }: RestorePlan['restores'][number]): CarriedResult {
  const { key, target, tool } = mount;
  const { bytes, files } = archived;
  return {
    key,
    id: shownKey(key),
    target,
    ...(tool !== undefined && { tool }),
    bytes,
    ...(files !== undefined && { files }),
  };
}

/** Undefined where there is none and none is needed. Its files are there, with the sizes that they were saved with. */
async function readArchive(
  world: Pick<World, 'files'>,
  request: RestoreRequest,
): Promise<ArchiveManifest | undefined> {
  const { folder, ifPresent } = request;
  const where = `${shownFolder(request)}/${MANIFEST_FILE}`;
  let text: Uint8Array;
  try {
    text = await world.files.read(path.join(folder, MANIFEST_FILE));
  } catch (cause) {
    const code = errorCode(cause);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    if (isMissing && ifPresent) return undefined;
    throw isMissing ? archiveMissing(where, cause) : invalid(where, `it cannot be read (${code ?? 'error'})`);
  }
  const read = readManifest(Buffer.from(text).toString('utf8'));
  if (read.kind === 'invalid') throw invalid(where, read.why);
  for (const { file, bytes } of read.manifest.mounts) {
    const facts = await world.files.facts(path.join(folder, file));
    const why =
      facts === undefined
        ? 'it is not there'
        : facts.kind !== 'file'
          ? 'it is no file'
          : facts.size !== bytes
            ? `it has ${facts.size} bytes, and was saved with ${bytes}`
            : undefined;
    if (why !== undefined) throw invalid(`${shownFolder(request)}/${file}`, why);
  }
  return read.manifest;
}

function archiveMissing(where: string, cause: unknown): ProductError {
  return new ProductError((names) => ({
    code: 'ARCHIVE_MISSING',
    what: 'there is no archive of cache mounts',
    where,
    why: 'there is no such file',
    next: `save one with save-cache, correct ${names('from')}, or give ${names('ifPresent')} where the first run has none yet`,
    cause,
  }));
}

function invalid(where: string, why: string): ProductError {
  return new ProductError({
    code: 'ARCHIVE_INVALID',
    what: 'the archive of cache mounts cannot be restored',
    where,
    why: printable(why),
    next: 'remove the folder, so that the next save-cache makes a new one; nothing was restored',
  });
}
