import { posix } from 'node:path';
import { below } from '../context/clean-path';
import type { SentFiles } from '../context/project-files';
import { isWithin } from '../context/within';
import { copySources } from '../dockerfile/copy-sources';
import { mountsOf } from '../dockerfile/mounts';
import { knownValue } from '../dockerfile/scope';
import { BASE_FOLDER } from './base-folder';
import { destinationOf } from './destination';
import { locate } from './order/copied-files';
import { copyPlacesAbove, type CopyPlace } from './order/copy-place';
import { resolvePath } from './paths';
import { instructionsAbove, writtenText, type RunSite, type Sites } from './sites';

/** Where a file of the image comes from. `text` is undefined where it cannot be read. */
export type ScriptOrigin =
  { readonly kind: 'project'; readonly text: string | undefined } | { readonly kind: 'elsewhere' };

/** Finds where the files come from that a RUN names. */
export interface OriginFinder {
  /** `path` is undefined where it is not known; `name` is the last part of it. */
  readonly find: (path: string | undefined, name: string) => ScriptOrigin;
  /** What a file may say whose origin is not known: what all files of the context say that it may be. */
  readonly likely: (written: string) => readonly string[];
}

export function originFinder(sites: Sites, site: RunSite, context: SentFiles | undefined): OriginFinder {
  const above = instructionsAbove(sites, site);
  const downloads = [...above.map(({ instruction }) => instruction), site.run]
    .map(writtenText)
    .filter((text) => /\b(?:curl|wget|git)\b|https?:/.test(text));
  const places = context ? copyPlacesAbove(sites, site, context) : [];
  const located = context && locator(sites, site, context, places);
  const find: OriginFinder['find'] = (asked, name) => {
    const mounted = asked === undefined ? undefined : mountedOrigin(site, asked, context);
    const found = mounted ?? (asked === undefined ? undefined : located?.(asked));
    if (found !== undefined) return found;
    const path = asked !== undefined && isWithin(asked, BASE_FOLDER) ? undefined : asked;
    const isDownloaded = downloads.some((text) => text.includes(name));
    const isCopied = above.some((step) => {
      if (copySources(step.instruction) === undefined) return false;
      const to = destinationOf(step);
      return to === undefined || path === undefined || isWithin(path, to);
    });
    return isCopied && !isDownloaded ? { kind: 'project', text: undefined } : { kind: 'elsewhere' };
  };
  const likely = (written: string): readonly string[] =>
    context === undefined
      ? []
      : [
          ...new Set([...likelyPlaces(written, context), ...copiedAs(posix.basename(written), places)]),
        ].flatMap((place) => context.text(place) ?? []);
  return { find, likely };
}

/** The files of the context that are copied under a name. */
function copiedAs(name: string, places: readonly CopyPlace[]): readonly string[] {
  return places.flatMap((place) =>
    place.kind === 'context'
      ? place.roots.flatMap(({ kind, context, image }) =>
          kind === 'file' && posix.basename(image) === name ? [context] : [],
        )
      : [],
  );
}

/** Finds what COPY puts at a path; undefined where it does not tell. */
function locator(
  sites: Sites,
  site: RunSite,
  context: SentFiles,
  places: readonly CopyPlace[],
): (path: string) => ScriptOrigin | undefined {
  const placesInBase = copyPlacesAbove(sites, site, context, BASE_FOLDER);
  return (path) => {
    const isInBase = isWithin(path, BASE_FOLDER);
    const found = locate(isInBase ? placesInBase : places, path, context);
    if (found === 'elsewhere') return undefined;
    if (isInBase && placesInBase.some((place) => mayPut(place, path, context))) return undefined;
    return found === undefined
      ? { kind: 'elsewhere' }
      : { kind: 'project', text: context.text(found.context) };
  };
}

/** Whether a COPY to a folder that it names by its path puts such a file there: that may be the working folder of the base image. */
function mayPut(place: CopyPlace, path: string, context: SentFiles): boolean {
  if (place.path === undefined) return true;
  if (isWithin(place.path, BASE_FOLDER)) return false;
  if (place.kind !== 'context') return true;
  const inFolder = posix.relative(BASE_FOLDER, path);
  return place.roots.some(({ kind, context: source, image }) =>
    kind === 'file'
      ? posix.basename(image) === posix.basename(path)
      : context.text(below(source, inFolder)) !== undefined,
  );
}

/** A file that a bind mount of the context brings. */
function mountedOrigin(
  { run, scope }: RunSite,
  path: string,
  context: SentFiles | undefined,
): ScriptOrigin | undefined {
  const workdir = knownValue(scope.workdir);
  for (const mount of mountsOf(run, scope.expand)) {
    if (mount.type !== 'bind' || mount.target === undefined) continue;
    const target = resolvePath(workdir, mount.target);
    if (target === undefined || !isWithin(path, target)) continue;
    if (mount.from !== undefined) return { kind: 'project', text: undefined };
    const source = posix.join('/', mount.source ?? '', posix.relative(target, path)).replace(/^\/|\/$/g, '');
    return { kind: 'project', text: context?.text(below('', source)) };
  }
  return undefined;
}

/**
 * Where a file of the image may have come from: `/app/bin/setup.sh` from `app/bin/setup.sh`, `bin/setup.sh`, `setup.sh`, or from
 * a folder that was copied under another name.
 */
function likelyPlaces(path: string, context: SentFiles): readonly string[] {
  const parts = path.split('/').filter((part) => !['', '.', '..'].includes(part));
  const folders = [...(context.list('') ?? [])].flatMap(([name, kind]) =>
    kind === 'directory' ? [name] : [],
  );
  return [
    ...parts.map((_, at) => parts.slice(at).join('/')),
    ...folders.map((folder) => `${folder}/${parts.at(-1) ?? ''}`),
  ];
}
