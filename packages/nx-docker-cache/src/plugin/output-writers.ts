import { basename } from 'node:path/posix';
import { onceEach } from '../collections/once-each';
import { targetsThatWrite, type OutputOwner } from '../infer/target-outputs';
import type { WorkspaceReader } from '../io/workspace-reader';
import { ownProject, type ProjectsPlace } from './own-project';

/** The targets (`project:target`) that write what is at a path of the workspace, or something in it. */
export type WritersAt = (path: string) => readonly string[];

/**
 * Those that say so of themselves: targets of the project itself, and of the one that `dist/<project>` belongs to, as Nx's
 * own generators have it. Each path is asked for several times, and answered once.
 */
export function outputWriters(own: OutputOwner, place: ProjectsPlace): WritersAt {
  return onceEach((path) => {
    const others = foldersNamedBy(path, place.reader).flatMap((root): OutputOwner[] => {
      const project = root === own.root ? undefined : ownProject(root, place);
      return project === undefined
        ? []
        : [{ root, name: project.file.name ?? basename(root), file: project.file }];
    });
    return [own, ...others].flatMap((owner) =>
      targetsThatWrite(path, owner).map((target) => `${owner.name}:${target}`),
    );
  });
}

/** `dist/libs/a/src` → `libs/a`, where that is a project. */
function foldersNamedBy(path: string, reader: WorkspaceReader): readonly string[] {
  const [first, ...parts] = path.split('/');
  if (first !== 'dist') return [];
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .filter((root) => reader.exists(`${root}/project.json`) || reader.exists(`${root}/package.json`));
}
