import type { KeptText } from '../io/kept-text';
import { notedReader, stampsOf, type Stamps } from '../io/noted-reader';
import { readMemory, recall, type ProjectMemory, type RememberedProject } from './project-memory';
import type { ProjectFolder } from './project-folders';
import { readProject, type ReadingWorkspace, type ReadProject } from './read-project';

export interface ReadFolder extends ReadProject {
  readonly folder: ProjectFolder;
}

export interface ReadFolders {
  readonly projects: readonly ReadFolder[];
  /** By the folders that could not be read. */
  readonly errors: readonly (readonly [folder: ProjectFolder, error: Error])[];
}

export interface ReadingPlace extends ReadingWorkspace {
  /** Absolute. */
  readonly workspaceRoot: string;
  readonly kept: KeptText;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * Reads the projects in these folders. What was read before and has not changed since, by all that was looked at for it, is
 * not read again: most runs of Nx find everything as the last one left it.
 */
export function readProjects(folders: readonly ProjectFolder[], place: ReadingPlace): ReadFolders {
  const stamps = stampsOf(place.workspaceRoot);
  const common = JSON.stringify([place.options, place.nxJson['targetDefaults']]);
  const memory = readMemory(place.kept.read(), common);
  const errors: (readonly [ProjectFolder, Error])[] = [];
  const projects: ReadFolder[] = [];
  const remembered: Record<string, RememberedProject> = {};
  let isNew = Object.keys(memory.projects).length !== folders.length;
  for (const folder of folders) {
    const key = JSON.stringify(folder);
    try {
      const known = recall(memory, folder.root, key, stamps);
      const entry = known ?? readNoted(folder, key, place, stamps);
      isNew ||= known === undefined;
      remembered[folder.root] = entry;
      if (entry.project !== null) projects.push({ ...entry.project, folder });
    } catch (error) {
      isNew = true;
      errors.push([folder, error instanceof Error ? error : new Error(String(error))]);
    }
  }
  if (isNew) {
    const { nowMs: notedMs } = place;
    place.kept.write(JSON.stringify({ ...memory, notedMs, projects: remembered } satisfies ProjectMemory));
  }
  return { projects, errors };
}

function readNoted(
  folder: ProjectFolder,
  key: string,
  workspace: ReadingWorkspace,
  stamps: Stamps,
): RememberedProject {
  const reader = notedReader(workspace.reader, stamps);
  const project = readProject(folder, { ...workspace, reader }) ?? null;
  return { key, looks: reader.looks(), project };
}
