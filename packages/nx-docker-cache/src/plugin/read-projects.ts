import { createRequire } from 'node:module';
import { notedReader, type Stamps } from '../io/noted-reader';
import type { ProjectFolder } from './project-folders';
import { recall, type ProjectMemory, type RememberedProject } from './project-memory';
import type * as ReadProjectModule from './read-project';
import type { ReadingWorkspace, ReadProject } from './read-project';

const load = createRequire(__filename);

export interface ReadFolder extends ReadProject {
  readonly folder: ProjectFolder;
}

export interface ReadFolders {
  readonly projects: readonly ReadFolder[];
  /** By the folders that could not be read. */
  readonly errors: readonly (readonly [folder: ProjectFolder, error: Error])[];
  /** By the folders, those that are no projects too. */
  readonly remembered: Readonly<Record<string, RememberedProject>>;
  /** Whether anything is not as the memory has it. */
  readonly isNew: boolean;
}

export interface ReadingPlace extends ReadingWorkspace {
  readonly memory: ProjectMemory;
  readonly stamps: Stamps;
}

/**
 * Reads the projects in these folders. What was read before and has not changed since, by all that was looked at for it, is
 * not read again: most runs of Nx find everything as the last one left it.
 */
export function readProjects(folders: readonly ProjectFolder[], place: ReadingPlace): ReadFolders {
  const { memory, stamps } = place;
  const errors: (readonly [ProjectFolder, Error])[] = [];
  const projects: ReadFolder[] = [];
  const remembered: Record<string, RememberedProject> = {};
  let isNew = Object.keys(memory.projects).length !== folders.length;
  for (const folder of folders) {
    const key = JSON.stringify(folder);
    try {
      const known = recall(memory, folder.root, key, stamps);
      const entry = known ?? readNoted(folder, key, place);
      isNew ||= known === undefined;
      remembered[folder.root] = entry;
      if (entry.project !== null) projects.push({ ...entry.project, folder });
    } catch (error) {
      isNew = true;
      errors.push([folder, error instanceof Error ? error : new Error(String(error))]);
    }
  }
  return { projects, errors, remembered, isNew };
}

function readNoted(folder: ProjectFolder, key: string, place: ReadingPlace): RememberedProject {
  // The reading of Dockerfiles takes longer to load than a workspace without changes takes altogether.
  const { readProject } = load('./read-project') as typeof ReadProjectModule;
  const reader = notedReader(place.reader, place.stamps, folder.root);
  const project = readProject(folder, { ...place, reader }) ?? null;
  return { key, looks: reader.looks(), project };
}
