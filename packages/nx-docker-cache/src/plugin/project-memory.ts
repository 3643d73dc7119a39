import { onceEach } from '../collections/once-each';
import { isRecord } from '../io/json';
import { settledLook, type Look, type Stamps } from '../io/noted-reader';
import { isLookColumns, keptLooks, lookColumns, type LookColumns } from './look-columns';
import type { ReadProject } from './read-project';

/** What was read of one folder, as long as nothing that was looked at has changed. */
export interface RememberedProject {
  /** The files in the folder that it was read for. */
  readonly key: string;
  /** All that was looked at for it. */
  looks(): readonly Look[];
  /** Null for a folder that is no project. */
  readonly project: ReadProject | null;
}

/** The projects of a workspace as they were read last. */
export interface ProjectMemory {
  /** What is remembered of a folder, where it still holds. */
  recall(folder: string, key: string): RememberedProject | undefined;
  /** How many folders are remembered. */
  readonly size: number;
}

/** As it is kept in a file: a look that counts for several projects is written once. */
interface KeptMemory {
  readonly schemaVersion: typeof MEMORY_VERSION;
  /** What all projects were read with: the plugin itself, its options, and what else counts for all. */
  readonly common: string;
  readonly looks: LookColumns;
  /** By their folders. */
  readonly projects: Readonly<Record<string, KeptProject>>;
}

interface KeptProject extends Pick<RememberedProject, 'key' | 'project'> {
  /** Places among all looks. */
  readonly looks: readonly number[];
}

/** Raised when this file changes its shape. */
const MEMORY_VERSION = 6;

/**
 * @param text what was kept; undefined, and what cannot be read, is a memory of nothing
 * @param common what projects are read with now: what was read with something else is of no use
 */
export function readMemory(text: string | undefined, common: string, stamps: Stamps): ProjectMemory {
  const kept = keptMemory(text, common);
  if (kept === undefined) return { recall: () => undefined, size: 0 };
  const { projects } = kept;
  const looks = keptLooks(kept.looks, stamps);
  return {
    recall: (folder, key) => {
      const known = Object.hasOwn(projects, folder) ? projects[folder] : undefined;
      if (known?.key !== key || !known.looks.every(looks.holds)) return undefined;
      return { key, looks: () => known.looks.map(looks.at), project: known.project };
    },
    size: Object.keys(projects).length,
  };
}

/**
 * The text to keep.
 * @param notedMs a moment before any of the looks was taken, or found to hold still; milliseconds since the epoch
 */
export function writeMemory(
  common: string,
  remembered: Readonly<Record<string, RememberedProject>>,
  notedMs: number,
): string {
  const looks: Look[] = [];
  const placeOfName = onceEach<string, number>(() => looks.length);
  // What was recalled of several projects is one object: most looks need no name.
  const placeOf = onceEach((look: Look): number => {
    const place = placeOfName(`${look[1]} ${look[0]}`);
    if (place === looks.length) looks.push(settledLook(look, notedMs));
    return place;
  });
  const projects = Object.fromEntries(
    Object.entries(remembered).map(([folder, entry]): [string, KeptProject] => {
      const { key, project } = entry;
      return [folder, { key, looks: entry.looks().map(placeOf), project }];
    }),
  );
  return JSON.stringify({
    schemaVersion: MEMORY_VERSION,
    common,
    looks: lookColumns(looks),
    projects,
  } satisfies KeptMemory);
}

function keptMemory(text: string | undefined, common: string): KeptMemory | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    const isOurs =
      isRecord(value) &&
      value['schemaVersion'] === MEMORY_VERSION &&
      value['common'] === common &&
      isLookColumns(value['looks']) &&
      isRecord(value['projects']);
    return isOurs ? (value as unknown as KeptMemory) : undefined;
  } catch {
    return undefined;
  }
}
