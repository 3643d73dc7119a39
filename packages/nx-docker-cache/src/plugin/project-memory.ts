import type { Look, Stamps } from '../io/noted-reader';
import { isRecord } from '../io/json';
import type { ReadProject } from './read-project';

/** What was read of one folder, as long as nothing that was looked at has changed. */
export interface RememberedProject {
  /** The files in the folder that it was read for. */
  readonly key: string;
  readonly looks: readonly Look[];
  /** Null for a folder that is no project. */
  readonly project: ReadProject | null;
}

/** The projects of a workspace as they were read last, by their folders. */
export interface ProjectMemory {
  readonly schemaVersion: typeof MEMORY_VERSION;
  /** What all of them were read with: the plugin itself, its options, and what else counts for all. */
  readonly common: string;
  /** When the looks were taken, milliseconds since the epoch. */
  readonly notedMs: number;
  readonly projects: Readonly<Record<string, RememberedProject>>;
}

/** Raised when this file changes its shape. */
export const MEMORY_VERSION = 3;

/**
 * @param text what was kept; undefined, and what cannot be read, is a memory of nothing
 * @param common what projects are read with now: what was read with something else is of no use
 */
export function readMemory(text: string | undefined, common: string): ProjectMemory {
  const none: ProjectMemory = { schemaVersion: MEMORY_VERSION, common, notedMs: 0, projects: {} };
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    const isOurs =
      isRecord(value) &&
      value['schemaVersion'] === MEMORY_VERSION &&
      value['common'] === common &&
      typeof value['notedMs'] === 'number' &&
      isRecord(value['projects']);
    return isOurs ? (value as unknown as ProjectMemory) : none;
  } catch {
    return none;
  }
}

/** What is remembered of a folder, where it still holds. */
export function recall(
  { projects, notedMs }: ProjectMemory,
  folder: string,
  key: string,
  stamps: Stamps,
): RememberedProject | undefined {
  const remembered = Object.hasOwn(projects, folder) ? projects[folder] : undefined;
  if (remembered?.key !== key) return undefined;
  return remembered.looks.every((look) => stamps.holds(look, notedMs)) ? remembered : undefined;
}
