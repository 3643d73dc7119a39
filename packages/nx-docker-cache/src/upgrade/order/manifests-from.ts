import { posix } from 'node:path';
import { below } from '../../context/clean-path';
import type { SentFiles } from '../../context/project-files';
import type { Instruction } from '../../dockerfile/syntax';
import type { ManifestReads } from '../../recipes/manifests';
import type { Declined } from '../reasons';
import { locate } from './copied-files';
import type { ContextPlace, CopyPlace } from './copy-place';
import type { Manifest } from './manifest-lines';
import { isWithin } from '../../context/within';

/** The manifests that installs read, by the instruction that copies them; or one that cannot be copied on its own. */
export function manifestsFrom(
  places: readonly CopyPlace[],
  reads: readonly ManifestReads[],
  files: SentFiles,
): Map<Instruction, Manifest[]> | Pick<Declined, 'reason' | 'detail'> {
  const found = new Map<Instruction, Manifest[]>();
  const paths = new Set(reads.flatMap(({ files: named, folders }) => [...named, ...folders]));
  for (const image of paths) {
    const located = locate(places, image, files);
    if (located === undefined || located === 'elsewhere') continue;
    const { place, context, kind } = located;
    if (kind !== 'file' && kind !== 'directory')
      return { reason: 'manifest-unknown', detail: `${context} is a link` };
    add(found, place, { context, image, kind, isLater: false });
  }
  for (const image of new Set(reads.flatMap(({ later }) => later))) {
    if (locate(places, image, files) !== undefined) continue;
    const beside = [...found].find(([, manifests]) =>
      manifests.some((each) => posix.dirname(each.image) === posix.dirname(image)),
    );
    const [first] = beside?.[1].filter((each) => posix.dirname(each.image) === posix.dirname(image)) ?? [];
    if (beside === undefined || first === undefined) continue;
    const folder = posix.dirname(first.context);
    const context = below(folder === '.' ? '' : folder, posix.basename(image));
    if (files.wouldSend(context)) beside[1].push({ context, image, kind: 'file', isLater: true });
  }
  return found;
}

function add(found: Map<Instruction, Manifest[]>, { instruction }: ContextPlace, manifest: Manifest): void {
  found.set(instruction, [...(found.get(instruction) ?? []), manifest]);
}

/** As many files as a folder of nothing but manifests may have. */
const MOST_MANIFESTS = 20;

/** Whether an instruction copies nothing but manifests: then nothing is won by moving it. */
export function needsAllOf(
  { roots }: ContextPlace,
  manifests: readonly Manifest[],
  files: SentFiles,
): boolean {
  return roots.every((root) =>
    root.kind === 'file'
      ? manifests.some(({ context }) => context === root.context)
      : needsFolder(root.context, manifests, files) || isManifestFolder(root.context, manifests, files),
  );
}

function needsFolder(folder: string, manifests: readonly Manifest[], files: SentFiles): boolean {
  if (manifests.some(({ context, kind }) => kind === 'directory' && isBelow(folder, context))) return true;
  const entries = [...(files.list(folder) ?? [])];
  return entries.every(([name, kind]) => {
    const path = below(folder, name);
    return kind === 'directory'
      ? needsFolder(path, manifests, files)
      : manifests.some(({ context }) => context === path);
  });
}

/** `requirements/`, with lists of which only some are read here. */
function isManifestFolder(folder: string, manifests: readonly Manifest[], files: SentFiles): boolean {
  const entries = [...(files.list(folder) ?? [])];
  return (
    folder !== '' &&
    entries.length <= MOST_MANIFESTS &&
    entries.every(([name, kind]) => kind === 'file' && /\.(?:txt|in|lock|toml|json|ya?ml)$/.test(name)) &&
    manifests.some(({ context }) => posix.dirname(context) === folder)
  );
}

function isBelow(path: string, folder: string): boolean {
  return isWithin(`/${path}`, `/${folder}`);
}
