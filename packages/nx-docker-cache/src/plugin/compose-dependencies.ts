import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path/posix';
import type * as ComposeFileModule from '../compose/dockerfiles-of';
import { join } from '../infer/context-folder';
import { ownProject, type ProjectsPlace } from './own-project';

const load = createRequire(__filename);

/**
 * The projects whose Dockerfiles the services of a compose file build: it is affected when they are. Only Dockerfiles that
 * Nx has named count: their folders are surely part of the workspace. Never throws.
 */
export function composeDependencies(
  files: readonly string[],
  place: ProjectsPlace,
): (composeFile: string) => readonly string[] {
  const known = new Set(files);
  return (composeFile) => {
    // The parser of YAML takes 50 ms to load: for those alone who have a compose file.
    const { dockerfilesOf } = load('../compose/dockerfiles-of') as typeof ComposeFileModule;
    const names = dockerfilesOf(composeFile, (path) => place.reader.text(path))
      .filter((dockerfile) => known.has(dockerfile))
      .flatMap((dockerfile) => ownerName(dirname(dockerfile), known, place) ?? []);
    return [...new Set(names)].sort();
  };
}

/** The innermost folder around a Dockerfile that is a project for sure. */
function ownerName(folder: string, known: ReadonlySet<string>, place: ProjectsPlace): string | undefined {
  const isNamedByUs = [...known].some((file) => dirname(file) === folder);
  if (isNamedByUs || place.reader.exists(join(folder, 'project.json'))) {
    const own = ownProject(folder, place);
    if (own !== undefined) return own.file.name ?? basename(folder);
  }
  return folder === '.' ? undefined : ownerName(dirname(folder), known, place);
}
