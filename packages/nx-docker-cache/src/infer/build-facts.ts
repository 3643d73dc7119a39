import { basename } from 'node:path/posix';
import { imageVariable } from '../image-state/variables';
import { isSnapshotName } from '../requirements/snapshot-names';
import type { BuildWay } from './build-way';
import { canonicalReference, canonicalReferences } from './canonical-reference';
import { join } from './context-folder';
import { variantOfTarget } from './dockerfile-names';
import { inputGlobs, type ContextInput } from './input-globs';
import { localContexts } from './own-build-options';
import type { BuildFacts, BuildSources } from './project-facts';
import type { OwnReads } from './read-metadata';
import { WHOLE_CONTEXT } from './read-places';

/** A target that builds a Dockerfile. */
export interface BuildPlace extends Pick<
  BuildFacts,
  'target' | 'file' | 'variant' | 'context' | 'writers' | 'ownWaits'
> {
  readonly project: string;
  readonly projectRoot: string;
}

/**
 * What follows from the ways in which a target may be run.
 * @param ways none twice; the first is by its options
 */
export function buildFacts(
  { project, projectRoot, ...place }: BuildPlace,
  ways: readonly BuildWay[],
): BuildFacts {
  const contexts = distinct(ways.flatMap(contextsOf));
  const dockerfiles = [...new Set(ways.map(({ dockerfile }) => dockerfile))];
  const [first] = ways;
  const links = [
    ...new Set(ways.flatMap(({ followed }) => [...(followed?.values() ?? [])].flatMap((each) => each.links))),
  ];
  const triggerBases = canonical(ways.flatMap(({ reads }) => reads.triggerImages));
  return {
    ...place,
    references: canonicalReferences(
      project,
      ways.map(({ options: { image, tags }, dockerfile }) => ({
        image,
        tags,
        variant: variantOfTarget(place.target, basename(dockerfile)),
      })),
    ),
    bases: canonical(ways.flatMap(({ reads }) => reads.images)),
    hasTriggers: ways.some(({ reads }) => reads.hasTriggers),
    ...(triggerBases.length > 0 && { triggerBases }),
    installsSnapshot: ways.some(installsSnapshot),
    argsFromEnvironment: [...new Set(ways.flatMap(argsFromEnvironment))],
    variable: imageVariable(projectRoot, place.target),
    globs: inputGlobs({ projectRoot, dockerfiles, links, contexts }),
    sources: {
      dockerfiles,
      ...(links.length > 0 && { links }),
      contexts: distinct(contexts.map(({ folder, ignoreText }) => ({ folder, ignoreText }))),
    },
    reads: first && ownReads(first),
  };
}

/** The globs of a build that has to be taken for reading all of its contexts, whatever its Dockerfile says. */
export function wholeGlobs(
  projectRoot: string,
  { dockerfiles, links, contexts }: BuildSources,
): BuildFacts['globs'] {
  return inputGlobs({
    projectRoot,
    dockerfiles,
    ...(links !== undefined && { links }),
    contexts: contexts.map((context) => ({ ...context, places: WHOLE_CONTEXT })),
  });
}

function canonical(images: readonly string[]): readonly string[] {
  return [...new Set(images.flatMap((image) => canonicalReference(image) ?? []))];
}

function installsSnapshot({ reads }: BuildWay): boolean {
  return reads.paths.some(({ path, instruction }) => instruction === 'RUN' && isSnapshotName(path));
}

function argsFromEnvironment({ options: { buildArgs } }: BuildWay): readonly string[] {
  return Object.keys(buildArgs).filter((name) => buildArgs[name] === null);
}

/** The context of a build and the folders that it gets under other names (`--build-context`), which are read whole. */
function contextsOf({
  context,
  followed,
  ignoreText,
  places,
  reads,
  options,
}: BuildWay): readonly ContextInput[] {
  const further = localContexts(options).map((folder) => ({
    folder: followed?.get(folder)?.path ?? folder,
    ignoreText: undefined,
    places: WHOLE_CONTEXT,
  }));
  return [
    { folder: context, ignoreText, places: reads.whole === undefined ? places : WHOLE_CONTEXT },
    ...further,
  ];
}

function distinct<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((each) => [JSON.stringify(each), each])).values()];
}

function ownReads(way: BuildWay): OwnReads {
  const { dockerfile, context, reads } = way;
  const linked = behindLinks(way);
  return {
    dockerfile,
    context,
    reads: reads.paths.map(({ path, line, instruction, reason }) => ({
      by: `${instruction} in line ${line}`,
      path: path === '' ? context : join(context, path),
      ...(reason !== undefined && { because: reason }),
    })),
    ...(linked.length > 0 && { behindLinks: linked }),
    ...(reads.whole !== undefined && { wholeContext: reads.whole }),
    ...(reads.mutableUrls.length > 0 && { unpinned: reads.mutableUrls }),
  };
}

/** Without a link each path is one place. */
function behindLinks({ context, reads, places }: BuildWay): readonly string[] {
  if (places.length === reads.paths.length) return [];
  const written = new Set(reads.paths.map(({ path }) => path));
  const others = places.flatMap(({ path }) =>
    path === '' || written.has(path) ? [] : [join(context, path)],
  );
  return [...new Set(others)];
}
