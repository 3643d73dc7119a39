import * as path from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { certainPart } from '../../context/path-reads';
import { followFolders } from '../../context/follow-links';
import { dockerfileReads } from '../../infer/dockerfile-reads';
import { localContexts, readBuildOptions } from '../../infer/own-build-options';
import { readPlaces } from '../../infer/read-places';
import { readsInMetadata } from '../../infer/read-metadata';
import type { World } from '../../io/world';
import type { BuildRecord } from '../../timing/record';
import { parseStepName } from '../../timing/step-name';
import type { BuildRequest } from './build-request';
import { overriddenSources } from './overridden-sources';
import type { RecordedTask } from './record-image';
import type { BuildEnd } from './run-build';
import { pathFrom } from './shown-path';
import { unawaitedImages } from './unawaited-images';

/** What a build has read, and whether the inputs of its target may have named less. */
export interface ReadSources {
  /** The Dockerfile, and files and folders of its contexts, relative to the workspace. */
  readonly sources: readonly string[];
  /** Why it may have read something that the inputs do not name, in words. */
  readonly unnamedReads: readonly string[];
}

/** Known after the build alone: only then is known what triggers its base image had (ONBUILD). */
export function readSources(
  files: Pick<World['files'], 'project'>,
  request: BuildRequest,
  { options, context }: Pick<RecordedTask, 'options' | 'context'>,
  { dockerfile: { text }, record }: Pick<BuildEnd, 'dockerfile' | 'record'>,
): ReadSources {
  const { dockerfile, context: folder } = request.options;
  const written = readBuildOptions({ ...options });
  const reads = dockerfileReads(text, written);
  const isWhole = reads.whole !== undefined || inferredReads(context)?.wholeContext !== undefined;
  const tree = files.project(folder);
  const places = reads.paths
    .flatMap((read) => readPlaces(read, tree))
    .map(({ path: place }) => certainPart(place));
  const inContext = isWhole || places.includes('') ? [''] : [...new Set(places)];
  const fromWorkspace = (file: string): string => pathFrom(request.workspaceRoot, file);
  const [own, named] = [fromWorkspace(folder), localContexts(written)];
  // Git knows what is in a folder by its own name, and not by that of a link to it.
  const followed = followFolders([own, ...named], files.project(request.workspaceRoot));
  const realPath = (context: string): string => followed.get(context)?.path ?? context;
  const overridden = overriddenSources(options, context).map(
    (option) => `--${option} made the build read what its inputs do not name`,
  );
  return {
    sources: [
      fromWorkspace(dockerfile),
      ...inContext.map((place) => path.posix.join(realPath(own), place)),
      ...named.map(realPath),
      ...[...followed.values()].flatMap(({ links }) => links),
    ],
    unnamedReads: [...overridden, ...unawaitedImages(context), ...(isWhole ? [] : triggered(record))],
  };
}

function inferredReads({ projectName = '', targetName = '', projectsConfigurations }: ExecutorContext) {
  return readsInMetadata(projectsConfigurations.projects[projectName]?.targets?.[targetName]);
}

/** What runs and stands nowhere in the Dockerfile comes from the base image. */
function triggered({ steps }: BuildRecord): readonly string[] {
  const strange = steps.find(
    ({ kind, name, line }) =>
      (kind === 'copy' || kind === 'run') && line === undefined && parseStepName(name).index !== undefined,
  );
  return strange === undefined
    ? []
    : [
        `${parseStepName(strange.name).text} may be a trigger of the base image (ONBUILD), which the inputs do not name`,
      ];
}
