import { createRequire } from 'node:module';
import { notedReader, type Stamps } from '../io/noted-reader';
import type { WorkspaceReader } from '../io/workspace-reader';
import { filesOf, type ProjectFolder } from './project-folders';
import type { ProjectMemory, RememberedProject } from './project-memory';
import type * as ReadProjectModule from './read-project';
import type { ReadProject, WorkspaceSettings } from './read-project';

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

export interface ReadingPlace extends WorkspaceSettings {
  readonly reader: WorkspaceReader;
  readonly memory: ProjectMemory;
  readonly stamps: Stamps;
}

/**
 * Reads the projects in these folders. What was read before and has not changed since, by all that was looked at for it, is
 * not read again: most runs of Nx find everything as the last one left it.
 */
export function readProjects(folders: readonly ProjectFolder[], place: ReadingPlace): ReadFolders {
  const { memory } = place;
  const readNoted = notedReading(place);
  const errors: (readonly [ProjectFolder, Error])[] = [];
  const projects: ReadFolder[] = [];
  const remembered: Record<string, RememberedProject> = {};
  let isNew = memory.size !== folders.length;
  for (const folder of folders) {
    const key = filesOf(folder).join('\n');
    try {
      const known = memory.recall(folder.root, key);
      const entry = known ?? readNoted(folder, key);
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

function notedReading(place: ReadingPlace): (folder: ProjectFolder, key: string) => RememberedProject {
  let read: ReturnType<typeof ReadProjectModule.projectReading> | undefined;
  return (folder, key) => {
    // The reading of Dockerfiles takes longer to load than a workspace without changes takes altogether.
    read ??= (load('./read-project') as typeof ReadProjectModule).projectReading(place);
    const reader = notedReader(place.reader, place.stamps, folder.root);
    const project = read(folder, reader) ?? null;
    return { key, looks: () => reader.looks(), project };
  };
}
